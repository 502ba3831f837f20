import { useState } from 'react';
import Button from '@mui/material/Button';
import { UnclaimedSubject } from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  FilterBar,
  formatCount,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Skeleton,
  useToast,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useSources, useUnclaimed } from '../api/ingestQueries';
import { useMayDo } from '../api/useMayDo';
import { ClaimDialog } from '../components/ClaimDialog';
import { ClaimsCard } from '../components/ClaimsCard';

const columns = (
  claim: (subject: UnclaimedSubject) => void,
  why: string | undefined,
): Column<UnclaimedSubject>[] => [
  {
    key: 'subject',
    title: 'Subject',
    // What tells two subjects of a project apart comes last.
    width: '42%',
    fixed: true,
    render: subject => <Mono title={subject.key}>{subject.key}</Mono>,
  },
  {
    key: 'source',
    title: 'Source',
    width: 150,
    priority: 2,
    render: subject => subject.source,
  },
  {
    key: 'note',
    title: 'Why not',
    priority: 3,
    render: subject =>
      subject.note ? (
        <span title={subject.note}>{subject.note}</span>
      ) : (
        <Muted>no annotation and no rule names an entity</Muted>
      ),
  },
  {
    key: 'events',
    title: 'Events',
    numeric: true,
    width: 84,
    render: subject => formatCount(subject.events),
  },
  {
    key: 'first',
    title: 'First seen',
    numeric: true,
    width: 110,
    priority: 3,
    render: subject => <RelativeTime at={subject.firstAt} />,
  },
  {
    key: 'last',
    title: 'Last seen',
    numeric: true,
    width: 110,
    render: subject => <RelativeTime at={subject.lastAt} />,
  },
  {
    key: 'claim',
    title: 'Action',
    width: 92,
    fixed: true,
    render: subject => (
      <span title={why}>
        <Button
          size="small"
          variant="outlined"
          disabled={why !== undefined}
          aria-label={`Claim ${subject.key}`}
          onClick={() => claim(subject)}
        >
          Claim
        </Button>
      </span>
    ),
  },
];

/** Subjects nobody owns yet, and who claimed what. */
export function UnclaimedTab() {
  const url = useUrlState();
  const sources = useSources();
  const query = useUnclaimed({
    source: url.list('source'),
    text: url.get('text')?.slice(0, 200),
  });
  const [claiming, setClaiming] = useState<UnclaimedSubject>();
  const toast = useToast();
  const may = useMayDo('claim');
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <>
      <Card flush>
        <FilterBar
          url={url}
          search={{ key: 'text', placeholder: 'Part of the subject' }}
          fields={[
            {
              key: 'source',
              label: 'Source',
              options: (sources.data?.items ?? []).map(({ id }) => ({
                value: id,
                label: id,
              })),
            },
          ]}
        />
        <QueryStates
          query={query}
          what="the unclaimed subjects"
          skeleton={<Skeleton rows={6} height={20} />}
        >
          {() => (
            <DataTable
              label="Unclaimed subjects"
              columns={columns(setClaiming, may.why)}
              rows={rows}
              rowKey={subject => subject.key}
              onOpen={may.allowed ? setClaiming : undefined}
              more={
                query.hasNextPage
                  ? {
                      load: () => query.fetchNextPage(),
                      loading: query.isFetchingNextPage,
                    }
                  : undefined
              }
              empty={
                <EmptyState
                  icon="check"
                  title="Everything belongs to an entity"
                  reason="Subjects that no annotation, rule or claim names an entity for would stand here."
                />
              }
            />
          )}
        </QueryStates>
      </Card>
      <ClaimsCard mayClaim={may.allowed} />
      {claiming && (
        <ClaimDialog
          subject={claiming}
          onClose={() => setClaiming(undefined)}
          onClaimed={entityRef => {
            toast({ text: `${claiming.key} belongs to ${entityRef}` });
            setClaiming(undefined);
          }}
        />
      )}
    </>
  );
}
