import { HOUR, MINUTE, SECOND } from '../history/clock';
import { cancelRun } from './cancelRun';
import { createLiveTraffic } from './createLiveTraffic';

const startedAt = Date.parse('2026-09-17T10:21:00Z');

function session(minutes: number) {
  const traffic = createLiveTraffic({ seed: 1, startedAt });
  const beginnings = [];
  for (let at = 0; at < minutes * MINUTE; at += 15 * SECOND) {
    beginnings.push(traffic.begin(startedAt + at));
  }
  return beginnings;
}

const beginnings = session(60);
const runs = beginnings.flatMap(beginning => beginning.runs);

describe('the live traffic', () => {
  it('is the same for the same seed and start', () => {
    const ids = session(60).flatMap(({ deliveries }) =>
      deliveries.map(({ deliveryId }) => deliveryId),
    );
    expect(ids).toEqual(
      beginnings.flatMap(({ deliveries }) =>
        deliveries.map(({ deliveryId }) => deliveryId),
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives runs higher ids as time goes on', () => {
    const created = runs.toSorted((a, b) => a.run.createdAt - b.run.createdAt);
    expect(created[0].id).toBeLessThan(created[created.length - 1].id);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  });

  it('tests branches and merges, deploys and trains', () => {
    const names = new Set(runs.map(({ run }) => run.event));
    expect(names).toEqual(
      new Set(['pull_request', 'push', 'release', 'workflow_dispatch']),
    );
  });

  it('walks through the environments, and advances a canary step by step', () => {
    const deliveries = session(180).flatMap(beginning => beginning.deliveries);
    const of = (source: string) =>
      deliveries.filter(delivery => delivery.source === source);
    const sources = new Set(deliveries.map(({ source }) => source));
    for (const source of ['github', 'gitlab', 'argocd', 'cdevents'] as const) {
      expect(sources).toContain(source);
    }
    expect(of('argorollouts').length).toBeGreaterThanOrEqual(10);
  });

  it('leaves the default branches alone that are to rest', () => {
    const resting = new Set(['storefront-web', 'payments-api']);
    const traffic = createLiveTraffic({
      seed: 1,
      startedAt,
      resting: { repositories: resting, until: startedAt + HOUR },
    });
    for (let at = 0; at < 50 * MINUTE; at += 15 * SECOND) {
      for (const { run } of traffic.begin(startedAt + at).runs) {
        expect(run.event === 'push' && resting.has(run.repository.name)).toBe(
          false,
        );
      }
    }
  });

  it('cancels what is under way when it stops: run and jobs, under their ids', () => {
    const numbered = runs.find(({ run }) => run.event === 'push');
    if (!numbered) throw new Error('No push in an hour.');
    const [attempt] = numbered.run.attempts;
    const now = attempt.startedAt + 45 * SECOND;
    const ended = cancelRun(numbered, now);
    expect(ended.filter(({ event }) => event === 'workflow_run')).toHaveLength(
      1,
    );
    expect(ended[ended.length - 1].body()).toMatchObject({
      action: 'completed',
      workflow_run: { id: numbered.id, conclusion: 'cancelled' },
    });
    const jobs = ended.filter(({ event }) => event === 'workflow_job');
    expect(jobs.length).toBeGreaterThan(0);
    for (const { body } of jobs) {
      expect(body()).toMatchObject({
        workflow_job: { run_id: numbered.id, conclusion: 'cancelled' },
      });
    }
    expect(cancelRun(numbered, attempt.startedAt + 3 * HOUR * 10)).toEqual([]);
  });
});
