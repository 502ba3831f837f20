import Box from '@mui/material/Box';
import { DeliveryEvent } from '@quarterdeck/plugin-ingest-common';
import {
  CodeFrame,
  EntityChip,
  Facts,
  formatCount,
  Mono,
  Muted,
  RelativeTime,
  token,
} from '@quarterdeck/plugin-portal-react';
import { resolvedByWords } from './deliveryWords';

/** Events as they stand in the log, or as a preview would write them. */
export function EventList({ events }: { events: readonly DeliveryEvent[] }) {
  return (
    <Box
      component="ol"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 3 }}
    >
      {events.map((event, index) => (
        <Box
          component="li"
          key={event.position ?? index}
          sx={{
            border: `1px solid ${token('border.subtle')}`,
            borderRadius: 1,
            p: 3,
            display: 'grid',
            gap: 2,
            minWidth: 0,
          }}
        >
          <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline' }}>
            <Mono sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
              {event.type}
            </Mono>
            <Muted sx={{ ml: 'auto', whiteSpace: 'nowrap' }}>
              {event.position
                ? `position ${formatCount(Number(event.position))}`
                : 'not stored'}
            </Muted>
          </Box>
          <Facts items={eventFacts(event)} />
          <details>
            <Box
              component="summary"
              sx={{ fontSize: 12, lineHeight: '24px', cursor: 'pointer' }}
            >
              Data
            </Box>
            <CodeFrame
              label={`Data of ${event.type}`}
              text={JSON.stringify(event.data, null, 2) ?? ''}
            />
          </details>
        </Box>
      ))}
    </Box>
  );
}

function eventFacts(event: DeliveryEvent) {
  const how = event.resolvedBy && resolvedByWords[event.resolvedBy];
  return [
    {
      name: 'Entity',
      value: (
        <>
          <EntityChip entityRef={event.entityRef ?? null} />
          {how && <Muted> {how}</Muted>}
        </>
      ),
    },
    ...(event.note ? [{ name: 'Note', value: event.note }] : []),
    ...(event.subject
      ? [{ name: 'Subject', value: <Mono>{event.subject}</Mono> }]
      : []),
    { name: 'Occurred', value: <RelativeTime at={event.occurredAt} /> },
    ...Object.entries(event.correlation).map(([name, value]) => ({
      name,
      value: <Mono>{value}</Mono>,
    })),
  ];
}
