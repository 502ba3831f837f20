import { render, screen } from '@testing-library/react';
import { ChartCard } from './ChartCard';
import type { ChartPoint } from './chartTypes';
import { isIsolated } from './isIsolated';

const points = (...values: (number | null)[]): ChartPoint[] =>
  values.map((value, index) => ({
    at: `2026-09-0${index + 1}T00:00:00Z`,
    label: `${index + 1} Sep`,
    values: { runs: value },
  }));
const bars = [
  { key: 'runs', label: 'Runs', kind: 'bar' as const, colour: 'blue' },
];

describe('ChartCard', () => {
  it('tells no data and nothing counted apart', () => {
    const { rerender } = render(
      <ChartCard
        title="Runs"
        series={bars}
        points={points(null, null)}
        none="No run finished in this time"
      />,
    );
    expect(screen.getByText('No data in this time')).toBeInTheDocument();
    rerender(
      <ChartCard
        title="Runs"
        series={bars}
        points={points(0, 0)}
        none="No run finished in this time"
        note="Hatched: not over."
      />,
    );
    expect(
      screen.getByText('No run finished in this time'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Hatched/)).not.toBeInTheDocument();
  });

  it('draws zeroes that stand beside counts', () => {
    render(
      <ChartCard
        title="Runs"
        series={bars}
        points={points(0, 3)}
        none="No run finished in this time"
      />,
    );
    expect(screen.getByRole('button', { name: 'Table' })).toBeInTheDocument();
  });
});

describe('isIsolated', () => {
  it.each([
    [
      [1, null, 2, 3],
      [true, false, false, false],
    ],
    [
      [null, 4, null],
      [false, true, false],
    ],
    [[5], [true]],
  ])('of %j is %j', (values, expected) => {
    const all = points(...values);
    expect(all.map((_, index) => isIsolated(all, index, 'runs'))).toEqual(
      expected,
    );
  });
});
