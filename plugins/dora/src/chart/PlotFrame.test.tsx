import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PlotCursor } from './PlotCursor';
import { PlotFrame } from './PlotFrame';
import { PlotBucket, PlotDot } from './plotModel';
import { unbroken } from './LineBand';

const day = 86_400_000;
const buckets: PlotBucket[] = [0, 1, 2].map(index => ({
  from: index * 7 * day,
  to: (index + 1) * 7 * day,
  title: `Week ${index}`,
  tick: { full: `W${index}`, short: `${index}`, group: '' },
  partial: index === 2 ? 'current' : null,
  gap: index === 1,
}));
const rows = [
  { key: 'planned', label: 'Planned', value: '4' },
  { key: 'rework', label: 'Rework', value: '1' },
];

function show(options: { dots?: PlotDot[] } = {}) {
  const onOpen = jest.fn();
  const onRange = jest.fn();
  render(
    <PlotCursor onRange={onRange}>
      <PlotFrame
        label="Deployments"
        buckets={buckets}
        unit="count"
        max={10}
        dots={options.dots}
        onOpen={onOpen}
        tip={index => ({
          rows: index === 1 ? [] : rows,
          samples: index === 1 ? null : 5,
        })}
      >
        {() => null}
      </PlotFrame>
    </PlotCursor>,
  );
  return { onOpen, onRange };
}

describe('PlotFrame', () => {
  it('names every bucket, also the one that is not over and the gap', () => {
    show();
    expect(
      screen.getAllByRole('button').map(one => one.getAttribute('aria-label')),
    ).toEqual([
      'Week 0: Planned 4, Rework 1',
      'Week 1: no data',
      'Week 2 (not over): Planned 4, Rework 1',
    ]);
  });

  it('is one stop of the tab key, walked by arrows, opened by Enter', async () => {
    const { onOpen } = show();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: /^Week 2/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(0, undefined);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(0, 'rework');
    await userEvent.tab();
    expect(document.body).toHaveFocus();
  });

  it('walks the samples of a bucket, the highest first', async () => {
    const { onOpen } = show({
      dots: [
        { id: 'low', at: 15 * day, value: 2, label: 'low' },
        { id: 'high', at: 16 * day, value: 9, label: 'high' },
      ],
    });
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(2, 'high');
  });

  it('tells what a click opens', async () => {
    show();
    await userEvent.hover(screen.getByRole('button', { name: /^Week 0/ }));
    expect(screen.getByText('Enter to see all 5')).toBeInTheDocument();
  });

  it('sets the time range of the page when dragged', () => {
    const { onRange } = show();
    fireEvent.mouseDown(screen.getByRole('button', { name: /^Week 1/ }));
    fireEvent.mouseUp(screen.getByRole('button', { name: /^Week 0/ }));
    expect(onRange).toHaveBeenCalledWith(0, 14 * day);
  });
});

describe('unbroken', () => {
  it('never joins over a gap', () => {
    expect(unbroken([1, 2, null, 3, null, null, 4, 5])).toEqual([
      [1, 2],
      [3],
      [4, 5],
    ]);
  });
});
