import { ChartCard, Grid, token } from '@quarterdeck/plugin-portal-react';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const points = (values: ReadonlyArray<number | null>, partial = false) =>
  days.map((label, index) => ({
    at: `2026-09-${14 + index}T00:00:00Z`,
    label,
    partial: partial && index === days.length - 1,
    values: { runs: values[index] },
  }));
const bars = [
  {
    key: 'runs',
    label: 'Runs',
    kind: 'bar',
    colour: token('chart.series.1'),
  },
] as const;
const line = [{ ...bars[0], kind: 'line' as const }];

/** A bucket that is not over, a gap, a line, and nothing. */
export function ChartSamples() {
  return (
    <Grid minWidth={300}>
      <ChartCard
        title="Partial"
        series={bars}
        points={points([10, 18, 10, 23, 12, 24, 13], true)}
        note="Sunday is not over"
        howComputed="Runs that finished on that day."
      />
      <ChartCard
        title="Gap"
        series={bars}
        points={points([21, 21, null, null, 22, 18, 11], true)}
        note="No data on Wed and Thu"
      />
      <ChartCard
        title="Line"
        unit="min"
        series={line}
        points={points([8, 9, 7, null, 8, 10, 7])}
      />
      <ChartCard title="Nothing" series={bars} points={[]} />
    </Grid>
  );
}
