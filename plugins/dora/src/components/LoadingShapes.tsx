import { Card, Skeleton, TileRow } from '@quarterdeck/plugin-portal-react';
import { metricNames } from '@quarterdeck/plugin-dora-common';
import { ChartGrid } from './ChartGrid';

/** Five tiles that are on their way, as high as they will be. */
export function TilesLoading() {
  return (
    <TileRow label="Loading the metrics">
      {metricNames.map(metric => (
        <div key={metric} style={{ height: 118 }}>
          <Skeleton rows={3} />
        </div>
      ))}
    </TileRow>
  );
}

/** Six charts that are on their way, as high as they will be. */
export function ChartsLoading() {
  return (
    <ChartGrid>
      {[0, 1, 2, 3, 4, 5].map(chart => (
        <Card key={chart}>
          <div style={{ height: 300 }}>
            <Skeleton rows={5} height={28} />
          </div>
        </Card>
      ))}
    </ChartGrid>
  );
}
