import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  Card,
  EmptyState,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  severityWords,
  StateIcon,
  StateName,
  TextLink,
  token,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import {
  findingStates,
  HistoryEntry,
  severities,
} from '@quarterdeck/plugin-security-common';
import { useUndo } from '../api/changes';
import { useHistory } from '../api/lists';
import { counted, personName, stateWords } from '../components/findingWords';

const words: Record<HistoryEntry['kind'], { state: StateName; word: string }> =
  {
    created: { state: 'error', word: 'Found' },
    updated: { state: 'info', word: 'Changed by a scan' },
    fixed: { state: 'success', word: 'Fixed' },
    reopened: { state: 'warn', word: 'Reopened' },
    suppressed: { state: 'skipped', word: 'Left out' },
    pending_close: {
      state: 'hold',
      word: 'Gone once, waits for the next scan',
    },
    state: { state: 'neutral', word: 'State set' },
    severity: { state: 'neutral', word: 'Severity changed' },
    assigned: { state: 'neutral', word: 'Assigned' },
    comment: { state: 'neutral', word: 'Comment' },
    accepted: { state: 'hold', word: 'Risk accepted' },
    acceptance_ended: { state: 'warn', word: 'Acceptance ended' },
    vex: { state: 'neutral', word: 'VEX statement' },
    sla: { state: 'warn', word: 'Due date changed' },
    undone: { state: 'neutral', word: 'Taken back' },
  };

const Entries = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  lineHeight: '20px',
  '& > li': {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) max-content',
    gap: '0 10px',
    padding: '8px 0',
  },
  '& > li:not(:last-of-type)': {
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& svg': { marginTop: 2 },
  '& a': { textDecoration: 'underline' },
  '& p': { margin: '2px 0', whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  '& dl': { margin: '2px 0' },
  '& del': { color: token('text.muted') },
});

const fieldWords: Readonly<Record<string, string>> = {
  state: 'State',
  assignee: 'Assignee',
  severity: 'Severity',
};

/** A value as the rest of the page says it; fields of scans stay as told. */
function valueWords(field: string, value: string): string {
  if (field === 'assignee') return personName(value);
  const state = findingStates.find(one => one === value);
  if (field === 'state' && state) return stateWords[state].word;
  const severity = severities.find(one => one === value);
  return field === 'severity' && severity ? severityWords[severity] : value;
}

function Changes({ entry }: { entry: HistoryEntry }) {
  return (
    <>
      {entry.changes.map(({ field, before, after }) => (
        <div key={field} style={{ overflowWrap: 'anywhere' }}>
          <Muted>{fieldWords[field] ?? field}: </Muted>
          {before !== null && <del>{valueWords(field, before)}</del>}
          {before !== null && after !== null && ' → '}
          {after !== null && (
            <b style={{ fontWeight: 600 }}>{valueWords(field, after)}</b>
          )}
        </div>
      ))}
    </>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const undo = useUndo();
  const toast = useToast();
  const { state, word } = words[entry.kind];
  return (
    <li>
      <StateIcon state={state} size={16} />
      <div>
        <b style={{ fontWeight: 600 }}>{word}</b>
        {entry.actor && ` by ${personName(entry.actor)}`}
        {entry.importId && (
          <>
            {' '}
            <TextLink
              to={`/security/scans/${encodeURIComponent(entry.importId)}`}
            >
              by a scan
            </TextLink>
          </>
        )}
        {entry.commit && (
          <>
            {' '}
            of <Mono>{entry.commit.slice(0, 7)}</Mono>
          </>
        )}
        {entry.text && <p>{entry.text}</p>}
        <Changes entry={entry} />
        {entry.canUndo && entry.actionId && (
          <Button
            size="small"
            color="inherit"
            disabled={undo.isPending}
            onClick={() =>
              entry.actionId &&
              undo.mutate(entry.actionId, {
                onSuccess: ({ restored }) =>
                  toast({ text: `${counted(restored, 'finding')} taken back` }),
                onError: error =>
                  toast({ text: `Not undone: ${error.message}` }),
              })
            }
          >
            Undo
          </Button>
        )}
      </div>
      <Muted>
        <RelativeTime at={entry.at} />
      </Muted>
    </li>
  );
}

/** What scans, people and documents did to it, newest first. */
export function HistoryCard({ id }: { id: string }) {
  const history = useHistory(id);
  return (
    <Card title="History">
      <QueryStates what="the history" query={history}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title="Nothing happened yet" />
          ) : (
            <>
              <Entries>
                {items.map(entry => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Entries>
              {history.more && (
                <Button
                  size="small"
                  disabled={history.more.loading}
                  onClick={history.more.load}
                >
                  Load more
                </Button>
              )}
            </>
          )
        }
      </QueryStates>
    </Card>
  );
}
