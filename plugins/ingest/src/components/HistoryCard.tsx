import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { IngestHistory } from '@quarterdeck/plugin-ingest-common';
import {
  Facts,
  formatCount,
  Muted,
  RelativeTime,
} from '@quarterdeck/plugin-portal-react';
import { useFetchHistory, useStopHistory } from '../api/ingestChanges';
import { useMayDo } from '../api/useMayDo';
import { historyWord } from './historyWord';

const dayMs = 86_400_000;
const spans = [7, 30, 90, 365];

/** Fetches past runs and missed deliveries of a source, and shows how far it has come. */
export function HistoryCard(props: { source: string; history: IngestHistory }) {
  const { source, history } = props;
  const [days, setDays] = useState(30);
  const fetchHistory = useFetchHistory();
  const stop = useStopHistory();
  const may = useMayDo('fetchHistory');
  const goesOn = history.state === 'running' || history.state === 'waiting';
  const broken = history.state === 'failed' || history.state === 'stopped';
  const busy = fetchHistory.isPending || stop.isPending;
  const error = fetchHistory.error ?? stop.error;
  const begin = (since?: string) => fetchHistory.mutate({ source, since });
  return (
    <Box
      component="section"
      aria-label="History"
      sx={{ display: 'grid', gap: 2, minWidth: 0 }}
    >
      <div role="status">
        <Facts items={factsOf(history)} />
      </div>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}
      >
        {goesOn ? (
          <span title={may.why}>
            <Button
              size="small"
              variant="outlined"
              disabled={!may.allowed || busy}
              onClick={() => stop.mutate(source)}
            >
              Stop
            </Button>
          </span>
        ) : (
          <>
            <TextField
              select
              size="small"
              label="Since"
              value={days}
              onChange={event => setDays(Number(event.target.value))}
              sx={{ minWidth: 120 }}
            >
              {spans.map(span => (
                <MenuItem key={span} value={span}>
                  {span} days
                </MenuItem>
              ))}
            </TextField>
            <span title={may.why}>
              <Button
                size="small"
                variant="outlined"
                disabled={!may.allowed || busy}
                onClick={() =>
                  begin(new Date(Date.now() - days * dayMs).toISOString())
                }
              >
                Fetch history
              </Button>
            </span>
            {broken && (
              <span title={may.why}>
                <Button
                  size="small"
                  disabled={!may.allowed || busy}
                  onClick={() => begin()}
                >
                  Go on
                </Button>
              </span>
            )}
          </>
        )}
        {error && <Muted>{error.message}</Muted>}
      </Box>
    </Box>
  );
}

function factsOf(history: IngestHistory) {
  const { state, since, resumeAt, updatedAt, lastError } = history;
  return [
    {
      name: 'History',
      value: (
        <>
          {historyWord(state)}
          {resumeAt && (
            <>
              , goes on <RelativeTime at={resumeAt} />
            </>
          )}
          {updatedAt && !resumeAt && (
            <>
              , <RelativeTime at={updatedAt} />
            </>
          )}
        </>
      ),
    },
    ...(since
      ? [
          { name: 'Back to', value: <RelativeTime at={since} /> },
          { name: 'Fetched', value: countsText(history) },
        ]
      : []),
    ...(lastError ? [{ name: 'Last error', value: lastError }] : []),
  ];
}

function countsText(history: IngestHistory): string {
  const parts = [
    `${formatCount(history.fetched)} in ${formatCount(history.requests)} calls`,
    `${formatCount(history.stored)} new`,
    `${formatCount(history.repeats)} known`,
    ...(history.rejected > 0
      ? [`${formatCount(history.rejected)} rejected`]
      : []),
    ...(history.skipped > 0
      ? [`${formatCount(history.skipped)} calls refused`]
      : []),
  ];
  return parts.join(', ');
}
