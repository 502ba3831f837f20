import {
  formatCount,
  StatTile,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { TilesAnswer } from '../api/deploymentQueries';
import { nameOfRef, placeName, roughly } from '../deployments/deploymentText';

type Place = { entityRef: string; environment: string; region: string | null };

const where = (place: Place): string =>
  `${nameOfRef(place.entityRef)} in ${placeName(place)}`;

const weekday = () =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(new Date());

function gapWords({ of, oldestGapSeconds }: TilesAnswer['regionsDiffer']) {
  if (of === 0) return 'no service runs in two regions';
  return oldestGapSeconds === null
    ? 'all regions run the same'
    : `oldest gap ${roughly(oldestGapSeconds)}`;
}

function directionOf(more: number): 'up' | 'down' | 'flat' {
  if (more === 0) return 'flat';
  return more > 0 ? 'up' : 'down';
}

/** Is anything failing, does anything wait, does anything lag? */
export function EnvironmentTiles({ tiles }: { tiles: TilesAnswer }) {
  const { failingInProduction, waiting, regionsDiffer, mostBehind, today } =
    tiles;
  const more = today.usual === null ? 0 : today.count - today.usual;
  return (
    <TileRow label="Environments in numbers">
      <StatTile
        label="Failing in production"
        state={failingInProduction.count > 0 ? 'error' : undefined}
        value={formatCount(failingInProduction.count)}
        to="?show=failing"
        note={
          failingInProduction.worst
            ? where(failingInProduction.worst)
            : 'the last deployments arrived'
        }
      />
      <StatTile
        label="Waiting for approval"
        state={waiting.count > 0 ? 'hold' : undefined}
        value={formatCount(waiting.count)}
        to="?show=waiting"
        note={
          waiting.oldest
            ? `${nameOfRef(waiting.oldest.entityRef)}${
                waiting.oldest.label ? ` ${waiting.oldest.label}` : ''
              }, ${roughly(waiting.oldest.waitSeconds)}`
            : 'nobody is waited for'
        }
      />
      <StatTile
        label="Regions differ"
        state={regionsDiffer.count > 0 ? 'warn' : undefined}
        value={regionsDiffer.of === 0 ? null : formatCount(regionsDiffer.count)}
        unit={`of ${formatCount(regionsDiffer.of)}`}
        to="?show=differing"
        note={gapWords(regionsDiffer)}
        howComputed="Services whose production regions, or regions of one environment, run different releases. Of: services that run in two regions or more."
      />
      <StatTile
        label="Most commits behind"
        value={mostBehind ? formatCount(mostBehind.commits) : null}
        to={mostBehind?.deployment ? `/deployments?tab=drift` : undefined}
        note={mostBehind ? where(mostBehind) : 'of no place it is known'}
        howComputed="Commits on the default branch after the one that runs, counted from the pushes that arrived. Places whose distance is not known are left out."
      />
      <StatTile
        label="Deployments today"
        value={formatCount(today.count)}
        to="/deployments?from=now-24h&to=now"
        sparkline={today.days.map(day => day.value)}
        delta={
          today.usual === null
            ? undefined
            : {
                text: formatCount(Math.abs(more)),
                direction: directionOf(more),
              }
        }
        note={
          today.usual === null
            ? `no ${weekday()} before to compare with`
            : `on a usual ${weekday()}`
        }
        howComputed="Deployments that finished today in your zone, against the median of this weekday up to this hour over the last four weeks. The line is the last seven days, today last."
      />
    </TileRow>
  );
}
