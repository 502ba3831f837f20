import Button from '@mui/material/Button';
import { useState } from 'react';
import { Freeze } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  formatExact,
  Icon,
  Muted,
  QueryStates,
  RelativeTime,
  Skeleton,
  StatusChip,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { useDeleteFreeze, useUpdateFreeze } from '../api/deploymentChanges';
import { useFreezes } from '../api/deploymentQueries';
import { nameOfRef } from '../deployments/deploymentText';
import { FreezeDialog } from './FreezeDialog';
import { endedEarly, freezePlaces, freezeScope } from './freezeText';

const columns = (onEnd?: (freeze: Freeze) => void): Column<Freeze>[] => [
  {
    key: 'state',
    title: 'State',
    width: 124,
    fixed: true,
    render: freeze =>
      freeze.active ? (
        <StatusChip state="hold" word="Holds now" />
      ) : (
        <StatusChip state="queued" word="Planned" />
      ),
  },
  {
    key: 'scope',
    title: 'What',
    width: '18%',
    render: freeze => (
      <span title={freeze.scopeRef ?? undefined}>{freezeScope(freeze)}</span>
    ),
  },
  {
    key: 'places',
    title: 'Where',
    width: '16%',
    render: freeze => (
      <span title={freezePlaces(freeze)}>{freezePlaces(freeze)}</span>
    ),
  },
  {
    key: 'reason',
    title: 'Reason',
    render: freeze => <span title={freeze.reason}>{freeze.reason}</span>,
  },
  {
    key: 'from',
    title: 'From',
    numeric: true,
    width: 104,
    priority: 2,
    render: freeze => <RelativeTime at={freeze.from} />,
  },
  {
    key: 'to',
    title: 'Until',
    numeric: true,
    width: 104,
    sorted: 'ascending',
    render: freeze => <RelativeTime at={freeze.to} />,
  },
  {
    key: 'by',
    title: 'By',
    width: 124,
    priority: 3,
    render: freeze => (
      <Muted title={freeze.createdBy}>{nameOfRef(freeze.createdBy)}</Muted>
    ),
  },
  ...(onEnd
    ? [
        {
          key: 'end',
          title: 'End',
          numeric: true,
          width: 112,
          fixed: true,
          render: (freeze: Freeze) => (
            <Button
              size="small"
              variant="outlined"
              onClick={() => onEnd(freeze)}
            >
              {freeze.active ? 'End now' : 'Take back'}
            </Button>
          ),
        },
      ]
    : []),
];

/** When nothing may be deployed; those who may add freezes and end them. */
export function FreezesTab({ entityRef }: { entityRef?: string }) {
  const freezes = useFreezes({ entity: entityRef, from: 'now' });
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Freeze>();
  const may = freezes.data?.canManage ?? false;
  const add = may && (
    <Button
      variant="contained"
      size="small"
      startIcon={<Icon name="plus" size={14} />}
      onClick={() => setAdding(true)}
    >
      Add a freeze
    </Button>
  );
  return (
    <Card title="Freezes" flush right={add}>
      <QueryStates
        what="the freezes"
        query={freezes}
        skeleton={<Skeleton rows={4} height={20} />}
      >
        {({ items }) => (
          <DataTable
            label="Freezes"
            columns={columns(may ? setEnding : undefined)}
            rows={items}
            rowKey={freeze => freeze.id}
            empty={
              <EmptyState
                icon="cal"
                title="No freeze holds or is planned"
                reason={
                  may
                    ? 'A freeze keeps gates shut for a time: before a holiday, during an incident.'
                    : 'Deployments may go on. Those who may freeze them see a button here.'
                }
              />
            }
          />
        )}
      </QueryStates>
      {adding && <FreezeDialog onClose={() => setAdding(false)} />}
      {ending && (
        <EndFreeze freeze={ending} onClose={() => setEnding(undefined)} />
      )}
    </Card>
  );
}

function EndFreeze(props: { freeze: Freeze; onClose: () => void }) {
  const { freeze, onClose } = props;
  const update = useUpdateFreeze();
  const remove = useDeleteFreeze();
  const toast = useToast();
  const error = update.error ?? remove.error;
  const done = (text: string) => () => {
    toast({ text });
    onClose();
  };
  const what = `${freezeScope(freeze)} in ${freezePlaces(freeze)}`;
  return (
    <ConfirmDialog
      open
      title={freeze.active ? 'End this freeze now?' : 'Take this freeze back?'}
      verb={freeze.active ? 'End the freeze' : 'Take back'}
      dangerous
      reason={freeze.active ? 'required' : undefined}
      consequence={
        freeze.active
          ? `Gates of ${what} no longer stay shut for “${
              freeze.reason
            }”. It would have held until ${formatExact(
              new Date(freeze.to),
            )}. Your name and reason are kept.`
          : `The freeze of ${what} will not begin, as if it had never been planned. Your name is kept in the audit record.`
      }
      busy={update.isPending || remove.isPending}
      error={error ? `Could not end it: ${error.message}` : undefined}
      onConfirm={why => {
        if (freeze.active) {
          update.mutate(
            {
              id: freeze.id,
              body: endedEarly(freeze, new Date(), why ?? ''),
            },
            { onSuccess: done('The freeze is over.') },
          );
        } else {
          remove.mutate(freeze.id, { onSuccess: done('Taken back.') });
        }
      }}
      onClose={onClose}
    />
  );
}
