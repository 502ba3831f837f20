import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { styled } from '@mui/material/styles';
import {
  Card,
  DeltaText,
  formatCount,
  QueryStates,
  SeverityBar,
  SeverityChip,
  Skeleton,
  Sparkline,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useEntitySecurity } from '../api/queries';
import { DueText } from '../components/DueText';
import { findingHref, shortVersion } from '../components/findingWords';
import { NoFindings } from '../components/NoFindings';
import { ScanAges } from './ScanAges';
import { trendOf } from './trendOf';

const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 10px',
  paddingBottom: 8,
  fontSize: 12,
  '& > b': { fontSize: 22, lineHeight: '28px', fontWeight: 600 },
});
const Worst = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  borderTop: `1px solid ${token('border.subtle')}`,
  '& li': {
    display: 'grid',
    gridTemplateColumns: '84px minmax(0, 1fr) max-content',
    gap: 8,
    alignItems: 'center',
    minHeight: 32,
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& li > a': {
    color: 'inherit',
    // Whole on two lines in the narrow rail.
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    padding: '4px 0',
    lineHeight: '18px',
  },
});

/** The entity's findings in one card: how many, whither, the worst three, how fresh. */
export function EntityCard() {
  const { entity } = useEntity();
  const summary = useEntitySecurity(
    stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
  );
  return (
    <Card title="Findings" right={<TextLink to="security">Open list</TextLink>}>
      <QueryStates
        what="the findings of this entity"
        query={summary}
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {answer => <Body answer={answer} />}
      </QueryStates>
    </Card>
  );
}

function Body({ answer }: { answer: Answer<'entitySummary'> }) {
  const { knowledge, open, worst, coverage, sinceDeployment } = answer;
  const total = totalOf(open);
  if (total === 0) {
    return (
      <>
        <NoFindings knowledge={knowledge} visibility={answer.meta.visibility} />
        <ScanAges coverage={coverage} />
      </>
    );
  }
  const { delta, values } = trendOf(answer.trend);
  return (
    <>
      <Head>
        <b>{formatCount(total)}</b> open
        {delta && (
          <>
            <DeltaText delta={delta} /> in 30 d
          </>
        )}
        <span style={{ marginLeft: 'auto' }}>
          <Sparkline values={values} label="Open in the last 30 days" />
        </span>
      </Head>
      <SeverityBar counts={open} href={one => `security?severity=${one}`} />
      {sinceDeployment && (
        <p
          style={{
            margin: '8px 0 0',
            fontSize: 12,
            color: token('text.muted'),
          }}
        >
          Since the last deployment
          {sinceDeployment.version &&
            ` (${shortVersion(sinceDeployment.version)})`}
          : {formatCount(sinceDeployment.created)} new,{' '}
          {formatCount(sinceDeployment.fixed)} fixed
        </p>
      )}
      <Worst aria-label="The worst three" style={{ marginTop: 10 }}>
        {worst.slice(0, 3).map(one => (
          <li key={one.id}>
            <SeverityChip severity={one.severity} />
            <TextLink to={findingHref(one.id)} title={one.title}>
              {one.title}
            </TextLink>
            <DueText sla={one.sla} />
          </li>
        ))}
      </Worst>
      <ScanAges coverage={coverage} />
    </>
  );
}
