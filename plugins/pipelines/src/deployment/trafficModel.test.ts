import {
  sampleDeployment,
  sampleDeploymentPage,
} from '../__testUtils__/sampleDeployments';
import { ago } from '../__testUtils__/samplePipelines';
import { trafficOf } from './trafficModel';

const { rolloutSteps } = sampleDeploymentPage();
const now = new Date();

describe('trafficOf', () => {
  it('holds each weight until the next, from nothing at the start', () => {
    const { points, over } = trafficOf(
      sampleDeployment('d1'),
      rolloutSteps,
      now,
    );
    expect(points.map(point => point.values)).toEqual([
      { wanted: 0, actual: 0 },
      { wanted: 5, actual: 0 },
      { wanted: 25, actual: 0 },
      { wanted: 25, actual: 24 },
      { wanted: 25, actual: 24 },
    ]);
    expect(over).toBeUndefined();
  });

  it('leaves a gap where nobody measured', () => {
    const steps = rolloutSteps.map(step => ({ ...step, actualWeight: null }));
    const { points, measured } = trafficOf(sampleDeployment('d1'), steps, now);
    expect(measured).toBe(false);
    expect(points.every(point => point.values.actual === null)).toBe(true);
  });

  it('hatches what has not happened yet, and ends with where it stands', () => {
    const running = sampleDeployment('d1', {
      state: 'in_progress',
      outcome: null,
      finishedAt: null,
      rollout: {
        phase: null,
        step: 1,
        steps: 3,
        wantedWeight: 50,
        actualWeight: null,
      },
    });
    const { over, points, marks } = trafficOf(running, [], now);
    expect(over).toBe(now.toISOString());
    expect(points.at(-1)?.values).toEqual({ wanted: 50, actual: null });
    expect(marks).toMatchObject([{ label: 'now' }]);
  });

  it('takes nothing from steps that have not begun', () => {
    const pending = rolloutSteps.map(step => ({
      ...step,
      state: 'pending' as const,
      startedAt: null,
      finishedAt: null,
    }));
    const { points } = trafficOf(sampleDeployment('d1'), pending, now);
    expect(points.every(({ values }) => values.wanted === null)).toBe(true);
  });

  it('marks where it failed', () => {
    const failed = sampleDeployment('d1', {
      state: 'failed',
      outcome: 'failed',
      finishedAt: ago(28),
    });
    expect(trafficOf(failed, rolloutSteps, now).marks).toMatchObject([
      { at: ago(28), label: 'failed' },
    ]);
  });
});
