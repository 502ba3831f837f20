import { styled } from '@mui/material/styles';
import {
  Card,
  EntityChip,
  Muted,
  QueryStates,
  SeverityIcon,
  Skeleton,
  severityWords,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useRelated } from '../api/queries';
import { counted, findingHref, stateWords } from '../components/findingWords';

type Relation = Answer<'relatedFindings'>['groups'][number]['relation'];

const titles: Record<Relation, string> = {
  same_vulnerability: 'The same vulnerability elsewhere',
  same_secret: 'The same secret elsewhere',
  same_rule: 'The same rule',
  may_be_same: 'May be the same thing',
  same_elsewhere: 'On other branches and environments',
};

const List = styled('ul')({
  listStyle: 'none',
  margin: '0 0 12px',
  padding: 0,
  fontSize: 13,
  '& li': {
    display: 'flex',
    gap: 8,
    alignItems: 'center',
    minHeight: 28,
    minWidth: 0,
  },
  '& li > a': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
  },
});

/** The service is what tells them apart: it is whole, the title gives way. */
const Named = styled('span')({
  flex: 'none',
  maxWidth: '55%',
  marginLeft: 'auto',
});

/** The list a relation stands for. */
function listHref(relation: Relation, finding: Finding): string | undefined {
  const query = new URLSearchParams({ view: 'all' });
  if (relation === 'same_vulnerability' && finding.vulnerabilityId) {
    query.set('vulnerability', finding.vulnerabilityId);
  } else if (relation === 'same_secret' && finding.secret) {
    query.set('secret', finding.secret.taskId);
  } else if (relation === 'same_rule') query.set('rule', finding.ruleId);
  else return undefined;
  return `/security?${query}`;
}

/** Where else it stands: same CVE, same secret, same rule, other branches. */
export function RelatedCard({ finding }: { finding: Finding }) {
  const related = useRelated(finding.id);
  return (
    <Card title="Related">
      <QueryStates
        what="what is related"
        query={related}
        skeleton={<Skeleton rows={2} height={20} />}
      >
        {({ groups, visibility }) => {
          const known = groups.filter(
            ({ relation, items }) =>
              items.length > 0 &&
              // A rule named after its vulnerability: the same list twice.
              !(
                relation === 'same_rule' &&
                finding.ruleId === finding.vulnerabilityId
              ),
          );
          return (
            <>
              {known.length === 0 && (
                <Muted>
                  Nothing like it is known
                  {visibility === 'own' && ' among what you may see'}.
                </Muted>
              )}
              {known.map(({ relation, total, items }) => {
                const href = listHref(relation, finding);
                return (
                  <section key={relation} aria-label={titles[relation]}>
                    <Muted>
                      {titles[relation]}:{' '}
                      {href ? (
                        <TextLink
                          to={href}
                          style={{ textDecoration: 'underline' }}
                        >
                          {counted(total.count, 'finding')}
                        </TextLink>
                      ) : (
                        counted(total.count, 'finding')
                      )}
                    </Muted>
                    <List>
                      {items.slice(0, 5).map(one => (
                        <li key={one.id}>
                          <SeverityIcon
                            severity={one.severity}
                            label={severityWords[one.severity]}
                          />
                          <TextLink to={findingHref(one.id)} title={one.title}>
                            {one.title}
                          </TextLink>
                          {relation === 'same_elsewhere' ? (
                            <Muted style={{ marginLeft: 'auto' }}>
                              {one.ref ?? one.environment}
                            </Muted>
                          ) : (
                            <Named>
                              <EntityChip entityRef={one.entityRef} />
                            </Named>
                          )}
                          <Muted>{stateWords[one.state].word}</Muted>
                        </li>
                      ))}
                    </List>
                  </section>
                );
              })}
              {known.length > 0 && visibility === 'own' && (
                <Muted>Others may exist that you may not see.</Muted>
              )}
            </>
          );
        }}
      </QueryStates>
    </Card>
  );
}
