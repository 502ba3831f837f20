import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  IngestDeadLetter,
  IngestReader,
} from '@quarterdeck/plugin-ingest-common';
import {
  CodeFrame,
  EntityChip,
  Facts,
  formatCount,
  Icon,
  Mono,
  Muted,
  RelativeTime,
  StatusChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useReplayDeadLetter } from '../api/ingestChanges';
import { useMayDo } from '../api/useMayDo';
import { ReaderActions } from './ReaderActions';

/** An event a reader set aside: the error, the event, and the ways on. */
export function DeadLetterDetail(props: {
  letter: IngestDeadLetter;
  reader?: IngestReader;
}) {
  const { letter, reader } = props;
  const { event } = letter;
  const replay = useReplayDeadLetter();
  const may = useMayDo('manageReaders');
  const asked = letter.replayRequested || replay.isSuccess;
  return (
    <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <StatusChip
          variant="soft"
          state={asked ? 'info' : 'error'}
          word={asked ? 'Asked again' : 'Set aside'}
        />
        <span title={may.why}>
          <Button
            size="small"
            variant="contained"
            startIcon={<Icon name="retrain" size={14} />}
            disabled={!may.allowed || asked || replay.isPending}
            onClick={() => replay.mutate(letter.id)}
          >
            Try again
          </Button>
        </span>
        {reader && <ReaderActions reader={reader} />}
      </Box>
      {replay.error && (
        <Box role="alert" sx={{ color: token('state.error.text') }}>
          Could not ask for it: {replay.error.message}
        </Box>
      )}
      <CodeFrame label="Error" text={letter.error} lineNumbers={false} />
      <Facts
        items={[
          { name: 'Reader', value: letter.consumer },
          { name: 'Failed', value: <RelativeTime at={letter.failedAt} /> },
          { name: 'Tries', value: formatCount(letter.tries) },
          { name: 'Event', value: <Mono>{event.type}</Mono> },
          { name: 'Position', value: formatCount(Number(event.position)) },
          {
            name: 'Entity',
            value: <EntityChip entityRef={event.entityRef ?? null} />,
          },
          ...(event.subject
            ? [{ name: 'Subject', value: <Mono>{event.subject}</Mono> }]
            : []),
          { name: 'Occurred', value: <RelativeTime at={event.occurredAt} /> },
          {
            name: 'Delivery',
            value: event.receipt ? (
              <TextLink to={`/ingest/deliveries?open=${event.receipt}`}>
                {event.receipt}
              </TextLink>
            ) : (
              <Muted>written by an area of the portal</Muted>
            ),
          },
        ]}
      />
      <CodeFrame
        label="Data of the event"
        text={JSON.stringify(event.data, null, 2) ?? ''}
      />
    </Box>
  );
}
