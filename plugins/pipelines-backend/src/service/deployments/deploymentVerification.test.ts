import { startDeploymentsApi } from '../../__testUtils__/startDeploymentsApi';
import {
  arrivedEvent,
  deploymentEvent,
  stepEvent,
} from '../../testing/deploymentEvents';
import { instance, jobEvent, minute } from '../../testing/events';

const run = { runExternalId: '1' };

const check = (result: 'success' | 'failure', at = 30, more = {}) =>
  jobEvent({
    externalId: 'verify',
    name: 'verify production',
    kind: 'test',
    startedAt: minute(at - 1),
    finishedAt: minute(at),
    observedAt: minute(at),
    result,
    ...more,
  });

describe('a verified deployment', () => {
  let api: Awaited<ReturnType<typeof startDeploymentsApi>>;
  beforeAll(async () => {
    api = await startDeploymentsApi();
  });
  afterAll(() => api.drop());
  beforeEach(() => api.clear());

  /** What list, page, matrix and timeline say of d1. */
  const everywhere = async () => {
    const { items } = await api.read('/v1/deployments');
    const page = await api.read(`/v1/deployments/${instance}/d1`);
    const matrix = await api.read('/v1/environments/matrix');
    const timeline = await api.read(
      `/v1/deployments/timeline?from=${minute(-60)}&to=${minute(600)}`,
    );
    const [cell] = matrix.rows[0].cells;
    const [mark] = timeline.lanes[0].deployments;
    return {
      list: [items[0].verification, items[0].status.word],
      page: [page.deployment.verification, page.deployment.status.word],
      matrix: [cell.live.verification, cell.status.word, cell.status.key],
      timeline: [mark.verification, mark.status.word],
      verified: page.stepper.find(
        (point: { kind: string }) => point.kind === 'verified',
      )?.status.word,
    };
  };

  it('is told apart from one that merely succeeded', async () => {
    await api.apply([arrivedEvent('d1', 'c1', 10, run)]);
    expect(await everywhere()).toEqual({
      list: [null, 'Succeeded'],
      page: [null, 'Succeeded'],
      matrix: [null, 'Healthy', 'healthy'],
      timeline: [null, 'Succeeded'],
      verified: undefined,
    });
  });

  it('says Verified once the job of its run that checks it passed, whichever came first', async () => {
    const events = [arrivedEvent('d1', 'c1', 10, run), check('success')];
    const expected = {
      list: ['passed', 'Verified'],
      page: ['passed', 'Verified'],
      matrix: ['passed', 'Verified', 'healthy'],
      timeline: ['passed', 'Verified'],
      verified: 'Passed',
    };
    await api.apply(events, 1);
    expect(await everywhere()).toEqual(expected);
    await api.clear();
    await api.apply([...events].reverse(), 1);
    expect(await everywhere()).toEqual(expected);
  });

  it('is told apart from one whose verification failed, which is degraded', async () => {
    await api.apply([arrivedEvent('d1', 'c1', 10, run), check('failure')], 1);
    expect(await everywhere()).toEqual({
      list: ['failed', 'Verification failed'],
      page: ['failed', 'Verification failed'],
      matrix: ['failed', 'Verification failed', 'degraded'],
      timeline: ['failed', 'Verification failed'],
      verified: 'Failed',
    });
    await api.apply([
      check('success', 50, { externalId: 'verify again', runAttempt: 2 }),
    ]);
    expect((await everywhere()).list).toEqual(['passed', 'Verified']);
  });

  it('is one whose rollout was analysed, or that its source verified itself', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10),
      stepEvent({ kind: 'analysis', state: 'succeeded' }),
    ]);
    expect((await everywhere()).page).toEqual(['passed', 'Verified']);
    await api.clear();
    await api.apply(
      [
        deploymentEvent({
          state: 'verifying',
          sha: 'c1',
          observedAt: minute(5),
        }),
        arrivedEvent('d1', 'c1', 10),
      ],
      1,
    );
    expect((await everywhere()).page).toEqual(['passed', 'Verified']);
  });

  it('says that an analysis failed also where the provider calls it aborted', async () => {
    await api.apply([
      arrivedEvent('d0', 'c0', 1),
      deploymentEvent({
        sha: 'c1',
        state: 'aborted',
        failure: 'analysis',
        createdAt: minute(10),
        finishedAt: minute(20),
        observedAt: minute(20),
      }),
    ]);
    const page = await api.read(`/v1/deployments/${instance}/d1`);
    expect(page.deployment).toMatchObject({
      state: 'aborted',
      verification: 'failed',
      status: { state: 'error', word: 'Verification failed' },
    });
    expect(page.stepper.at(-1)).toMatchObject({
      kind: 'verified',
      status: { state: 'error', word: 'Aborted' },
    });
  });

  it('can be listed by how its verification came out', async () => {
    await api.apply([
      arrivedEvent('d1', 'c1', 10, run),
      check('success'),
      arrivedEvent('d2', 'c2', 40),
      arrivedEvent('d3', 'c3', 50),
      stepEvent({
        deploymentExternalId: 'd3',
        kind: 'analysis',
        state: 'failed',
      }),
    ]);
    const listed = async (query: string) =>
      (await api.read(`/v1/deployments?${query}`)).items.map(
        (item: { externalId: string }) => item.externalId,
      );
    expect(await listed('verification=passed')).toEqual(['d1']);
    expect(await listed('verification=failed')).toEqual(['d3']);
    expect(await listed('verification=passed&verification=failed')).toEqual([
      'd3',
      'd1',
    ]);
  });
});
