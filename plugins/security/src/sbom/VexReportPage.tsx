import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Mono,
  Muted,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  StateName,
  StatusChip,
  TextLink,
  useUrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { vexOutcomes } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useVexReport } from '../api/sbomQueries';
import { counted, findingHref } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { vexWords } from '../finding/VexCard';
import { SbomTabs } from './SbomTabs';
import { formatWord } from './sbomWords';

type Line = Answer<'getVexReport'>['items'][number];

const outcomes: Record<Line['outcome'], { state: StateName; word: string }> = {
  applied: { state: 'success', word: 'Applied' },
  unmatched: { state: 'warn', word: 'Unmatched' },
  rejected: { state: 'error', word: 'Rejected' },
};

/** One finding, or the list of what has this vulnerability in the service. */
function findingsHref(line: Line, entityRef: string | null): string {
  const [only, ...others] = line.findingIds;
  const [name] = line.vulnerabilityIds;
  if (others.length === 0 || !name) return findingHref(only);
  return `/security?${new URLSearchParams({
    view: 'all',
    vulnerability: name,
    ...(entityRef && { entity: entityRef }),
  })}`;
}

const columnsOf = (entityRef: string | null): Column<Line>[] => [
  {
    key: 'outcome',
    title: 'Became',
    width: 116,
    fixed: true,
    render: line => <StatusChip {...outcomes[line.outcome]} />,
  },
  {
    key: 'vulnerability',
    title: 'Vulnerability',
    width: 160,
    fixed: true,
    render: line => (
      <Mono title={line.vulnerabilityIds.join(', ')}>
        {line.vulnerabilityIds[0] ?? '–'}
      </Mono>
    ),
  },
  {
    key: 'status',
    title: 'Says',
    width: 160,
    render: line =>
      line.status ? (
        <StatusChip
          {...vexWords[line.status]}
          raw={line.nativeStatus ?? undefined}
        />
      ) : (
        <Muted>{line.nativeStatus ?? '–'}</Muted>
      ),
  },
  {
    key: 'product',
    title: 'Product',
    width: '20%',
    priority: 2,
    render: line => (
      <Mono title={line.product ?? ''}>{line.product ?? '–'}</Mono>
    ),
  },
  {
    key: 'why',
    title: 'Why',
    fixed: true,
    render: line => (
      <TwoLines
        title={`${line.reason}\n${line.at}`}
        // What it says has a column of its own.
        first={line.reason.replace(/^[a-z_]+: /, '')}
        second={line.at}
      />
    ),
  },
  {
    key: 'findings',
    title: 'Findings',
    width: 96,
    numeric: true,
    render: line =>
      line.findingIds.length > 0 ? (
        <TextLink to={findingsHref(line, entityRef)}>
          {line.findingIds.length}
        </TextLink>
      ) : (
        '0'
      ),
  },
];

/** What became of every statement of a VEX document. */
export function VexReportPage() {
  const { id = '' } = useParams();
  const url = useUrlState();
  const outcome = vexOutcomes.find(one => one === url.get('outcome'));
  const report = useVexReport(id, outcome ? [outcome] : undefined);
  const document = report.data?.first.document;
  const entityRef = document?.entityRef ?? null;
  const columns = useMemo(() => columnsOf(entityRef), [entityRef]);
  return (
    <Page>
      <PageHead
        title="VEX apply report"
        sentence={
          document &&
          `${counted(document.applied, 'statement')} applied, ${
            document.unmatched
          } unmatched, ${document.rejected} rejected`
        }
        facts={
          document && (
            <>
              <EntityChip entityRef={document.entityRef} />
              <span>{formatWord(document.format)}</span>
              {document.author && <span>{document.author}</span>}
              <span>
                taken in <RelativeTime at={document.receivedAt} />
              </span>
              {!document.newest && <span>replaced by a newer one</span>}
            </>
          )
        }
      />
      <SbomTabs at="vex" />
      <Card flush>
        <Views
          items={[
            {
              label: 'All',
              href: url.href({ outcome: undefined }),
              selected: outcome === undefined,
            },
            ...vexOutcomes.map(one => ({
              label: outcomes[one].word,
              href: url.href({ outcome: one }),
              selected: outcome === one,
            })),
          ]}
        />
        <QueryStates what="the report" query={report}>
          {({ items }) => (
            <DataTable
              label="Statements"
              comfortable
              columns={columns}
              rows={items}
              rowKey={line => line.at}
              more={report.more}
              empty={
                <EmptyState icon="check" title="No statement of this kind" />
              }
            />
          )}
        </QueryStates>
      </Card>
    </Page>
  );
}
