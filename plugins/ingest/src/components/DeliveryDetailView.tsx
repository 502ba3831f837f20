import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ReactNode, useEffect, useRef, useState } from 'react';
import {
  DeliveryBody,
  DeliveryDetail,
} from '@quarterdeck/plugin-ingest-common';
import {
  CodeFrame,
  EntityChip,
  Facts,
  formatBytes,
  formatCount,
  formatDay,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  StatusChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useDeliveryBody } from '../api/ingestQueries';
import { bodyExcerpt } from './bodyExcerpt';
import { deliveryWord, doorWords } from './deliveryWords';
import { EventList } from './EventList';
import { ReplayButton } from './ReplayButton';
import { sizeText, TriesText } from './RejectPanel';

/** Everything that is known of one delivery. */
export function DeliveryDetailView(props: {
  detail: DeliveryDetail;
  /** Scroll to the body at once. */
  showBody?: boolean;
}) {
  const { detail } = props;
  const bodyPart = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.showBody) bodyPart.current?.scrollIntoView?.();
  }, [props.showBody]);
  return (
    <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <StatusChip {...deliveryWord(detail)} variant="soft" />
        <ReplayButton receipt={detail.receipt} />
      </Box>
      {detail.reason && (
        <Box component="p" sx={{ m: 0, overflowWrap: 'anywhere' }}>
          {detail.reasonPath && <Mono>{detail.reasonPath} </Mono>}
          {detail.reason}
        </Box>
      )}
      <Facts items={deliveryFacts(detail)} />
      <Part title={`Events (${formatCount(detail.events)})`}>
        {detail.parsedEvents.length > 0 ? (
          <EventList events={detail.parsedEvents} />
        ) : (
          <Muted>It put no event into the log.</Muted>
        )}
        {detail.events > detail.parsedEvents.length && (
          <Muted>
            The first {formatCount(detail.parsedEvents.length)} are shown.
          </Muted>
        )}
      </Part>
      {detail.attempts.length > 1 && (
        <Part title="Tries">
          <Attempts detail={detail} />
        </Part>
      )}
      <div ref={bodyPart}>
        <BodyPart detail={detail} />
      </div>
    </Box>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Box
        component="h3"
        sx={{ m: 0, fontSize: 14, lineHeight: '20px', fontWeight: 600 }}
      >
        {props.title}
      </Box>
      {props.children}
    </Box>
  );
}

function deliveryFacts(detail: DeliveryDetail) {
  const text = (name: string, value: string | undefined) =>
    value ? [{ name, value: <Mono>{value}</Mono> }] : [];
  return [
    {
      name: 'Source',
      value: (
        <>
          <TextLink to={`/ingest?source=${encodeURIComponent(detail.source)}`}>
            {detail.source}
          </TextLink>
          <Muted> {doorWords[detail.door]}</Muted>
        </>
      ),
    },
    { name: 'Check', value: detail.check },
    { name: 'Received', value: <RelativeTime at={detail.receivedAt} /> },
    {
      name: 'Entity',
      value: (
        <EntityChip
          entityRef={detail.entityRef ?? null}
          subject={detail.subject}
        />
      ),
    },
    ...text('Read as', detail.parsedAs),
    ...text('Subject', detail.subject),
    ...text('Format', detail.format),
    ...text('Category', detail.category),
    ...text('Ref', detail.ref),
    ...text('Commit', detail.commit),
    { name: 'Size', value: sizeText(detail) },
    { name: 'Tries', value: <TriesText detail={detail} /> },
    ...text('Delivery id', detail.deliveryKey),
    ...text('Trace', detail.traceId),
    { name: 'Receipt', value: <Mono>{detail.receipt}</Mono> },
    {
      name: 'Kept',
      value: `body until ${formatDay(new Date(detail.keptUntil), new Date())}`,
    },
  ];
}

function Attempts({ detail }: { detail: DeliveryDetail }) {
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: 13 }}>
      {detail.attempts.map((attempt, index) => (
        <Box
          component="li"
          key={`${attempt.at}-${index}`}
          sx={{ display: 'flex', gap: 2, minHeight: 28, alignItems: 'center' }}
        >
          <StatusChip
            {...deliveryWord({
              status: attempt.outcome,
              events: Math.max(1, attempt.events),
              unclaimed: false,
            })}
          />
          <RelativeTime at={attempt.at} />
          <Muted sx={{ overflowWrap: 'anywhere' }}>
            {attempt.by ? `asked by ${attempt.by}` : 'by the sender'}
            {attempt.reason && `: ${attempt.reason}`}
          </Muted>
        </Box>
      ))}
    </Box>
  );
}

function BodyPart({ detail }: { detail: DeliveryDetail }) {
  const body = useDeliveryBody(detail.receipt);
  return (
    <Part title="Headers and body">
      <QueryStates query={body} what="the body of this delivery">
        {kept => <BodyText body={kept} path={detail.reasonPath} />}
      </QueryStates>
    </Part>
  );
}

/** More lines make the drawer slow to open; they are one click away. */
const shownLines = 600;

function BodyText(props: { body: DeliveryBody; path?: string }) {
  const { body, path } = props;
  const [all, setAll] = useState(false);
  const lines = body.text.split('\n');
  const hit = path ? bodyExcerpt(body.text, path).highlight : [];
  const from = all ? 0 : Math.max(0, (hit[0] ?? 0) - shownLines / 2);
  const shown = all ? lines : lines.slice(from, from + shownLines);
  return (
    <>
      <Facts
        items={Object.entries(body.headers).map(([name, value]) => ({
          name,
          value: <Mono>{value}</Mono>,
        }))}
      />
      <Muted sx={{ color: token('text.muted') }}>
        {formatBytes(body.bytes)}
        {body.truncated && ', the first 1 MiB is shown'}
        {body.masked > 0 &&
          `, ${formatCount(body.masked)} ${
            body.masked === 1 ? 'value' : 'values'
          } masked`}
      </Muted>
      <CodeFrame
        label="Body"
        text={shown.join('\n')}
        from={from + 1}
        highlight={hit}
      />
      {shown.length < lines.length && (
        <Button size="small" onClick={() => setAll(true)}>
          Show all {formatCount(lines.length)} lines
        </Button>
      )}
    </>
  );
}
