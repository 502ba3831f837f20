import { styled } from '@mui/material/styles';
import {
  Card,
  formatCount,
  QueryStates,
  SeverityBar,
  SeverityChip,
  Skeleton,
  TextLink,
  token,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useHome } from '../api/queries';
import { DueText } from '../components/DueText';
import { entityName, findingHref } from '../components/findingWords';
import { KnowledgeNotice } from '../components/KnowledgeNotice';
import { NoFindings } from '../components/NoFindings';
import { openFilters } from '../components/openFilters';
import { useMe } from '../components/PersonField';

const Numbers = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 20px',
  padding: '10px 16px',
  fontSize: 13,
  '& b': { fontWeight: 600 },
});
const Lines = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  '& li': {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr) max-content max-content',
    gap: 12,
    alignItems: 'center',
    minHeight: 36,
    padding: '0 16px',
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& li > a': {
    color: 'inherit',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& li > span:nth-of-type(2)': { color: token('text.muted') },
});

/** What this person has to decide or fix first. */
export function HomeWidget() {
  const { scope } = useScope();
  const me = useMe();
  const home = useHome(scope ?? me);
  return (
    <Card
      title="Findings that need you"
      flush
      right={<TextLink to="/security">All findings</TextLink>}
    >
      <QueryStates
        what="your findings"
        query={home}
        skeleton={<Skeleton rows={3} />}
      >
        {answer => <Body answer={answer} />}
      </QueryStates>
    </Card>
  );
}

function Body({ answer }: { answer: Answer<'home'> }) {
  const { open, knowledge, worst, pastDue, needsTriage, assignedToMe } = answer;
  const total = totalOf(open);
  if (total === 0) {
    return (
      <NoFindings knowledge={knowledge} visibility={answer.meta.visibility} />
    );
  }
  return (
    <>
      <Numbers>
        <TextLink to={`/security?${new URLSearchParams(openFilters)}`}>
          <b>{formatCount(total)}</b> open
        </TextLink>
        <TextLink to="/security?view=past_due">
          <b>{formatCount(pastDue)}</b> past due
        </TextLink>
        <TextLink to="/security">
          <b>{formatCount(needsTriage)}</b> to triage
        </TextLink>
        <TextLink to="/security?view=mine">
          <b>{formatCount(assignedToMe)}</b> assigned to you
        </TextLink>
        <span style={{ marginLeft: 'auto', width: 180 }}>
          <SeverityBar counts={open} />
        </span>
      </Numbers>
      <KnowledgeNotice knowledge={knowledge} />
      <Lines aria-label="The worst of yours">
        {worst.map(one => (
          <li key={one.id}>
            <SeverityChip severity={one.severity} />
            <TextLink to={findingHref(one.id)} title={one.title}>
              {one.title}
            </TextLink>
            <span>{one.entityRef ? entityName(one.entityRef) : ''}</span>
            <DueText sla={one.sla} />
          </li>
        ))}
      </Lines>
    </>
  );
}
