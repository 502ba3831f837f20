import { fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { axe } from 'jest-axe';
import { JobTimeline, TimelineJob } from './JobTimeline';
import { RunStrip } from './RunStrip';
import { timelineTicks } from './timelineTicks';
import { usualLongest } from './usualLongest';

const job = (name: string, more: Partial<TimelineJob> = {}): TimelineJob => ({
  key: name,
  name,
  state: 'success',
  word: 'Passed',
  queuedAt: 0,
  startedAt: 5,
  finishedAt: 65,
  onCriticalPath: false,
  notReached: false,
  ...more,
});

describe('JobTimeline', () => {
  it('says state, path and length of each job to readers', async () => {
    const { container } = render(
      <JobTimeline
        now={100}
        jobs={[
          job('build', { onCriticalPath: true }),
          job('deploy', {
            notReached: true,
            state: 'skipped',
            word: 'Skipped',
          }),
        ]}
      />,
    );
    expect(
      screen.getByRole('button', {
        name: /build, Passed, on the critical path/,
      }),
    ).toBeTruthy();
    expect(screen.getByText('1m 00s')).toBeTruthy();
    expect(screen.getByText('not reached')).toBeTruthy();
    expect((await axe(container)).violations).toEqual([]);
  });
});

describe('timelineTicks', () => {
  it.each([
    [4, '1 s'],
    [500, '2 min'],
    [9000, '30 min'],
  ])('marks %d s in steps of %s', (end, step) => {
    const ticks = timelineTicks(end);
    expect(ticks[1].label).toBe(step);
    expect(ticks.length).toBeLessThanOrEqual(6);
  });
});

describe('RunStrip', () => {
  it('is one tab stop, walked with arrows', () => {
    const runs = ['a', 'b', 'c'].map(key => ({
      key,
      state: 'success' as const,
      label: `Passed: ${key}`,
      seconds: 10,
      href: `/${key}`,
    }));
    render(
      <MemoryRouter>
        <RunStrip label="Last runs" runs={runs} />
      </MemoryRouter>,
    );
    const links = screen.getAllByRole('link');
    expect(links.map(link => link.tabIndex)).toEqual([-1, -1, 0]);
    links[2].focus();
    fireEvent.keyDown(links[2], { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(links[1]);
  });
});

describe('usualLongest', () => {
  it('is not moved by one very long run', () => {
    const usual = Array.from({ length: 19 }, (_, index) => 100 + index);
    expect(usualLongest([...usual, 90_000, null])).toBe(117);
  });

  it('is one second at least', () => {
    expect(usualLongest([null, 0])).toBe(1);
  });
});
