import { useState } from 'react';
import Button from '@mui/material/Button';
import { Claim } from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  EntityChip,
  Mono,
  QueryStates,
  RelativeTime,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useClaimSubject } from '../api/ingestChanges';
import { useClaims } from '../api/ingestQueries';

const columns: Column<Claim>[] = [
  {
    key: 'subject',
    title: 'Subject',
    render: claim => <Mono title={claim.key}>{claim.key}</Mono>,
  },
  {
    key: 'entity',
    title: 'Entity',
    width: 190,
    render: claim => <EntityChip entityRef={claim.entityRef} />,
  },
  {
    key: 'by',
    title: 'By',
    width: 190,
    priority: 2,
    render: claim => <span title={claim.claimedBy}>{claim.claimedBy}</span>,
  },
  {
    key: 'reason',
    title: 'Reason',
    priority: 3,
    render: claim => <span title={claim.reason}>{claim.reason ?? '–'}</span>,
  },
  {
    key: 'at',
    title: 'When',
    numeric: true,
    width: 110,
    render: claim => <RelativeTime at={claim.claimedAt} />,
  },
];

/** Who said which subject belongs to which entity; a claim can be given up. */
export function ClaimsCard({ mayClaim }: { mayClaim: boolean }) {
  const query = useClaims();
  const [giving, setGiving] = useState<Claim>();
  const change = useClaimSubject();
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  const action: Column<Claim> = {
    key: 'action',
    title: 'Action',
    width: 96,
    render: claim => (
      <Button
        size="small"
        color="inherit"
        aria-label={`Give up ${claim.key}`}
        onClick={() => setGiving(claim)}
      >
        Give up
      </Button>
    ),
  };
  return (
    <Card title="Claims" flush>
      <QueryStates
        query={query}
        what="the claims"
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {() => (
          <DataTable
            label="Claims"
            columns={mayClaim ? [...columns, action] : columns}
            rows={rows}
            rowKey={claim => claim.key}
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
                title="Nobody has claimed a subject"
                reason="Claims made on this page stand here with who made them and why."
              />
            }
          />
        )}
      </QueryStates>
      {giving && (
        <ConfirmDialog
          open
          title="Give the claim up"
          consequence={`${giving.key} no longer belongs to ${giving.entityRef} by this claim. Its events move to what an annotation or a rule names, else to nobody, in every area.`}
          verb="Give up"
          reason="optional"
          busy={change.isPending}
          error={change.error?.message}
          onClose={() => setGiving(undefined)}
          onConfirm={reason =>
            change.mutate(
              { key: giving.key, entityRef: null, reason },
              { onSuccess: () => setGiving(undefined) },
            )
          }
        />
      )}
    </Card>
  );
}
