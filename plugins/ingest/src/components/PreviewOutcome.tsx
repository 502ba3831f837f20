import Box from '@mui/material/Box';
import { PreviewAnswer } from '@quarterdeck/plugin-ingest-common';
import {
  CodeFrame,
  Facts,
  formatBytes,
  Mono,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { bodyExcerpt } from './bodyExcerpt';
import { EventList } from './EventList';

/** What the door would say to a delivery, and what would stand in the log. */
export function PreviewOutcome(props: { answer: PreviewAnswer; body: string }) {
  const { answer, body } = props;
  const accepted = answer.outcome === 'accepted';
  const excerpt = accepted ? undefined : bodyExcerpt(body, answer.reasonPath);
  return (
    <Box
      role="region"
      aria-label="What would be stored"
      sx={{ display: 'grid', gap: 3, minWidth: 0 }}
    >
      <div>
        <StatusChip
          variant="soft"
          state={accepted ? 'success' : 'error'}
          word={accepted ? 'Would be accepted' : 'Would be rejected'}
        />
      </div>
      <Facts
        items={[
          { name: 'Answer', value: String(answer.status) },
          { name: 'Check', value: answer.check },
          ...(answer.parsedAs
            ? [{ name: 'Read as', value: <Mono>{answer.parsedAs}</Mono> }]
            : []),
          ...(answer.format ? [{ name: 'Format', value: answer.format }] : []),
          ...(answer.bytes === undefined
            ? []
            : [{ name: 'Size', value: formatBytes(answer.bytes) }]),
          ...(answer.reason
            ? [{ name: accepted ? 'Why' : 'Change', value: answer.reason }]
            : []),
          ...(answer.reasonPath
            ? [{ name: 'At', value: <Mono>{answer.reasonPath}</Mono> }]
            : []),
        ]}
      />
      {excerpt && <CodeFrame label="Lines of the body" {...excerpt} />}
      {answer.events.length > 0 && <EventList events={answer.events} />}
    </Box>
  );
}
