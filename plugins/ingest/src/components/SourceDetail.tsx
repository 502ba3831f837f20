import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { IngestSource } from '@quarterdeck/plugin-ingest-common';
import {
  Facts,
  formatBytes,
  formatCount,
  formatDuration,
  Mono,
  Muted,
  RelativeTime,
  StatusChip,
  TextLink,
  CopyableCode,
} from '@quarterdeck/plugin-portal-react';
import { HistoryCard } from './HistoryCard';
import { doorWords, sourceWord } from './deliveryWords';
import { perMinuteText } from './IngestTiles';
import { senderKindOf, sendSnippet } from './sendSnippets';

/** A source: how it does, what it may, how it is configured, how to send as it. */
export function SourceDetail(props: { source: IngestSource; baseUrl: string }) {
  const { source, baseUrl } = props;
  const kind = senderKindOf(source);
  const to = `/ingest/deliveries?source=${encodeURIComponent(source.id)}`;
  return (
    <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <StatusChip {...sourceWord(source.state)} variant="soft" />
        {source.stateReason && <Muted>{source.stateReason}</Muted>}
      </Box>
      <Facts items={[...trafficFacts(source), ...rightFacts(source)]} />
      {source.settings && <Settings settings={source.settings} />}
      {source.history && (
        <HistoryCard source={source.id} history={source.history} />
      )}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button size="small" variant="outlined" component={Link} to={to}>
          Its deliveries
        </Button>
        <Button
          size="small"
          variant="outlined"
          component={Link}
          to={`/ingest?panel=try&for=${encodeURIComponent(source.id)}`}
        >
          Try a delivery
        </Button>
      </Box>
      {kind && (
        <CopyableCode
          label="How to send it"
          text={sendSnippet(kind, source.id, baseUrl)}
        />
      )}
    </Box>
  );
}

function trafficFacts(source: IngestSource) {
  const { hour } = source;
  const to = (query: string) =>
    `/ingest/deliveries?source=${encodeURIComponent(source.id)}&${query}`;
  return [
    { name: 'Title', value: source.title },
    { name: 'Kind', value: source.kind },
    {
      name: 'Doors',
      value: `${source.doors.map(door => doorWords[door]).join(', ')} (${
        source.check
      })`,
    },
    { name: 'Address', value: <Mono>{source.path}</Mono> },
    {
      name: 'Last seen',
      value: source.lastDeliveryAt ? (
        <RelativeTime at={source.lastDeliveryAt} />
      ) : (
        'never'
      ),
    },
    { name: 'Per minute', value: perMinuteText(source.perMinute) },
    {
      name: 'Last hour',
      value: (
        <>
          <TextLink to={to('status=accepted')}>
            {formatCount(hour.accepted)} accepted
          </TextLink>
          , {formatCount(hour.duplicate)} repeats,{' '}
          <TextLink to={to('status=rejected')}>
            {formatCount(hour.rejected)} rejected
          </TextLink>
          ,{' '}
          <TextLink to={to('unclaimed=true')}>
            {formatCount(hour.unclaimed)} unclaimed
          </TextLink>
          , {formatCount(hour.refused)} turned away
        </>
      ),
    },
    ...(source.silentAfterSeconds === undefined
      ? []
      : [
          {
            name: 'Silent after',
            value: formatDuration(source.silentAfterSeconds),
          },
        ]),
  ];
}

function rightFacts(source: IngestSource) {
  return [
    {
      name: 'Speaks for',
      value:
        source.entities === 'all'
          ? 'every entity'
          : source.entities.map(ref => (
              <div key={ref}>
                <Mono>{ref}</Mono>
              </div>
            )),
    },
  ];
}

function Settings(props: { settings: NonNullable<IngestSource['settings']> }) {
  const { secrets, tokenSubjects, eventTypes, mapping, limits } =
    props.settings;
  return (
    <Facts
      items={[
        {
          name: 'Secrets',
          value:
            secrets === 0
              ? 'none'
              : `${secrets} live${secrets === 2 ? ', during a rotation' : ''}`,
        },
        ...(tokenSubjects.length > 0
          ? [
              {
                name: 'Tokens of',
                value: <Mono>{tokenSubjects.join(', ')}</Mono>,
              },
              {
                name: 'Event types',
                value: <Mono>{eventTypes.join(', ')}</Mono>,
              },
            ]
          : []),
        {
          name: 'Mapping',
          value:
            mapping.length === 0
              ? 'no rules'
              : mapping.map((rule, index) => (
                  <div key={index}>
                    <Mono>{mappingText(rule)}</Mono>
                  </div>
                )),
        },
        {
          name: 'Size at most',
          value: `${formatBytes(limits.bodyBytes)}, reports ${formatBytes(
            limits.reportBytes,
          )}, unpacked ${formatBytes(limits.decompressedBytes)}`,
        },
        { name: 'Nesting at most', value: formatCount(limits.depth) },
        {
          name: 'Rate at most',
          value: `${formatCount(limits.perMinute)} per minute, ${formatCount(
            limits.burst,
          )} at once`,
        },
      ]}
    />
  );
}

/** `acme/pay-* workflow ledger → component:default/ledger`. */
function mappingText(
  rule: NonNullable<IngestSource['settings']>['mapping'][number],
): string {
  const { entity, project, instance, ...parts } = rule;
  const narrowing = Object.entries(parts).map(
    ([name, value]) => ` ${name} ${value}`,
  );
  return `${instance ? `${instance}/` : ''}${project}${narrowing.join(
    '',
  )} → ${entity}`;
}
