import { ReactNode } from 'react';
import { MetricName } from '@quarterdeck/plugin-dora-common';
import { TileRow } from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer } from '../api/answerTypes';
import { MetricTile } from '../tiles/MetricTile';
import { isUnknownTime, unlinkedOf } from '../tiles/tileText';
import { DoraView } from '../view/useDoraView';

/** The five numbers. */
export function MetricTiles(props: {
  overview: OverviewAnswer;
  view: DoraView;
  how: (metric: MetricName) => ReactNode;
  /** The time before is all in the data. */
  covered: boolean;
}) {
  const { overview, view, how, covered } = props;
  const known = {
    unknownTime: isUnknownTime(overview.tiles),
    unlinked: unlinkedOf(overview.quality),
  };
  return (
    <TileRow label="The five metrics">
      {overview.tiles.map(tile => (
        <MetricTile
          key={tile.metric}
          tile={tile}
          benchmark={overview.benchmark}
          covered={covered}
          known={known}
          howComputed={how(tile.metric)}
          to={view.url.href({ samples: tile.metric })}
        />
      ))}
    </TileRow>
  );
}
