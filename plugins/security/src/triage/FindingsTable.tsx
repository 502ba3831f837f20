import Button from '@mui/material/Button';
import { lazy, ReactNode, Suspense, useMemo, useState } from 'react';
import {
  BulkBar,
  DataTable,
  formatCount,
  RelativeTime,
  Selection,
  UrlState,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { FindingSummary } from '@quarterdeck/plugin-security-common';
import { ListFilter } from '../api/answerTypes';
import { useFindings } from '../api/lists';
import { findingColumns } from './findingColumns';
import { sortOf } from './findingFilter';
import {
  targetOf,
  targetOfAll,
  TriageTarget,
  TriageVerb,
} from './triageTarget';

const TicketDialog = lazy(() =>
  import('../ticket/TicketDialog').then(m => ({ default: m.TicketDialog })),
);

const verbOfKey: Record<string, TriageVerb> = {
  e: 'state',
  a: 'assign',
  r: 'accept',
  i: 'false_positive',
};

const bulkVerbs: ReadonlyArray<{ verb: TriageVerb; label: string }> = [
  { verb: 'state', label: 'Set state' },
  { verb: 'assign', label: 'Assign' },
  { verb: 'accept', label: 'Accept risk' },
  { verb: 'severity', label: 'Severity' },
];

/** The rows: choose, walk, decide by key; loads on as one scrolls. */
export function FindingsTable(props: {
  url: UrlState;
  findings: ReturnType<typeof useFindings>;
  rows: readonly FindingSummary[];
  filter: ListFilter;
  selection: Selection;
  all: boolean;
  onAll: (all: boolean) => void;
  ask: (verb: TriageVerb, target: TriageTarget) => void;
  open?: string;
  onOpen: (finding: FindingSummary) => void;
  withoutEntity?: boolean;
  narrow?: boolean;
  empty: ReactNode;
}) {
  const { url, findings, rows, filter, selection, all, onAll, ask, open } =
    props;
  const now = useNow().getTime();
  const [ticket, setTicket] = useState(false);
  const sort = sortOf(url);
  const { set } = url;
  // The same columns as long as nothing of them changed: rows are drawn once.
  const columns = useMemo(
    () =>
      findingColumns({
        sort,
        onSort: key =>
          set({ sort: key === 'severity' ? undefined : key, open: undefined }),
        now: new Date(now),
        withoutEntity: props.withoutEntity,
        narrow: props.narrow,
      }),
    [sort, set, now, props.withoutEntity, props.narrow],
  );
  const first = findings.data?.first;
  const total = first?.total ?? null;
  const chosen =
    selection.keys.size > 0
      ? rows.filter(({ id }) => selection.keys.has(id))
      : [];
  const target = (): TriageTarget =>
    all && total ? targetOfAll(filter, total.count) : targetOf(chosen);
  const clear = () => {
    onAll(false);
    selection.onChange(new Set());
  };
  return (
    <>
      {findings.outdated && (
        <Button fullWidth size="small" onClick={findings.readAgain}>
          Something changed: read the list again
        </Button>
      )}
      <DataTable
        label="Findings"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        comfortable
        pageKeys
        selectedKey={open}
        selection={{
          keys: selection.keys,
          onChange: keys => {
            onAll(false);
            selection.onChange(keys);
          },
        }}
        onOpen={props.onOpen}
        onRowFocus={row => {
          // With the panel open it follows the keyboard.
          if (open && open !== row.id) props.onOpen(row);
        }}
        onRowKey={(key, row) => {
          const verb = verbOfKey[key];
          if (!verb) return false;
          ask(verb, chosen.length > 0 ? target() : targetOf([row]));
          return true;
        }}
        more={findings.more && { ...findings.more, auto: true, step: 200 }}
        bulkBar={
          chosen.length > 0 && (
            <BulkBar
              count={chosen.length}
              matching={total}
              allMatching={all}
              onAllMatching={() => onAll(true)}
              onClear={clear}
              note="Preview before saving, undo for 8 s"
            >
              {bulkVerbs.map(({ verb, label }) => (
                <Button
                  key={verb}
                  size="small"
                  variant="outlined"
                  onClick={() => ask(verb, target())}
                >
                  {label}
                </Button>
              ))}
              <Button
                size="small"
                variant="outlined"
                onClick={() => setTicket(true)}
              >
                Create issue
              </Button>
            </BulkBar>
          )
        }
        columnMenu
        footer={
          <>
            Rows 1–{formatCount(rows.length)}
            {total &&
              ` of ${total.capped ? 'over ' : ''}${formatCount(total.count)}`}
          </>
        }
        status={
          first && (
            <>
              Updated <RelativeTime at={first.meta.asOf} />
              {first.meta.visibility === 'own' && ', your teams only'}
            </>
          )
        }
        empty={props.empty}
      />
      {ticket && chosen.length > 0 && (
        <Suspense fallback={null}>
          <TicketDialog findings={chosen} onClose={() => setTicket(false)} />
        </Suspense>
      )}
    </>
  );
}
