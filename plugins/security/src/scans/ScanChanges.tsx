import { useNavigate } from 'react-router-dom';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  Muted,
  QueryStates,
  SeverityChip,
  StatusChip,
  useUrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { importOutcomes } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useImportFindings } from '../api/lists';
import { findingHref, whereOf } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { outcomeWords } from './scanWords';

type Line = Answer<'importFindings'>['items'][number];

const columns: Column<Line>[] = [
  {
    key: 'outcome',
    title: 'Did',
    width: 116,
    fixed: true,
    render: line => <StatusChip {...outcomeWords[line.outcome]} />,
  },
  {
    key: 'severity',
    title: 'Severity',
    width: 104,
    render: ({ finding }) => <SeverityChip severity={finding.severity} />,
  },
  {
    key: 'finding',
    title: 'Finding',
    fixed: true,
    render: ({ finding }) => (
      <TwoLines
        title={`${finding.title}\n${whereOf(finding)}`}
        first={finding.title}
        second={whereOf(finding)}
      />
    ),
  },
  {
    key: 'changes',
    title: 'Difference',
    width: '34%',
    priority: 2,
    render: ({ changes }) => {
      const text = changes
        .map(
          ({ field, before, after }) =>
            `${field}: ${before ?? 'none'} → ${after ?? 'none'}`,
        )
        .join('; ');
      return text ? <span title={text}>{text}</span> : <Muted>–</Muted>;
    },
  },
];

const shown = importOutcomes.filter(one => one !== 'unchanged');

/** What a scan did to which finding, with the difference. */
export function ScanChanges({ id }: { id: string }) {
  const url = useUrlState();
  const navigate = useNavigate();
  const outcome = importOutcomes.find(one => one === url.get('outcome'));
  const changes = useImportFindings(id, outcome ? [outcome] : [...shown]);
  return (
    <Card title="What it changed" flush>
      <Views
        items={[
          {
            label: 'All changes',
            href: url.href({ outcome: undefined }),
            selected: outcome === undefined,
          },
          ...importOutcomes.map(one => ({
            label: outcomeWords[one].word,
            href: url.href({ outcome: one }),
            selected: outcome === one,
          })),
        ]}
      />
      <QueryStates what="the changes" query={changes}>
        {({ items }) => (
          <DataTable
            label="What it changed"
            columns={columns}
            rows={items}
            rowKey={line => `${line.outcome} ${line.finding.id}`}
            onOpen={line => navigate(findingHref(line.finding.id))}
            comfortable
            more={changes.more && { ...changes.more, auto: true }}
            empty={
              <EmptyState
                icon="check"
                title={
                  outcome
                    ? `Nothing: ${outcomeWords[outcome].word.toLowerCase()}`
                    : 'It changed nothing'
                }
                reason="The same report again proves that the scan is fresh and changes no finding."
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
