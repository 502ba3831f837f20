import { demoSourceNames } from '../organisation/sources';
import { DAY, MINUTE } from './clock';
import { generateHistory } from './generateHistory';
import { HistoryOptions, planHistory } from './planHistory';
import { digest } from './random';

const to = new Date('2026-09-17T10:21:00Z');
const month: HistoryOptions = {
  seed: 7,
  from: new Date(to.getTime() - 30 * DAY),
  to,
};
const plan = planHistory(month);
const end = to.getTime();
const attempts = plan.runs.flatMap(numbered =>
  numbered.run.attempts.map(attempt => ({ numbered, attempt })),
);

function fingerprint(options: HistoryOptions): string {
  return digest(
    ...Array.from(generateHistory(options), delivery =>
      digest(JSON.stringify(delivery)),
    ),
  );
}

describe('the generated history', () => {
  it('is the same to the byte for the same seed and days, and another for another seed', () => {
    const week = { ...month, from: new Date(end - 7 * DAY) };
    expect(fingerprint(week)).toBe(fingerprint({ ...week }));
    expect(fingerprint({ ...week, seed: 8 })).not.toBe(fingerprint(week));
  });

  it('comes in order, within its days, and no delivery id twice', () => {
    const all = [...plan.history, ...plan.afterwards];
    expect(new Set(all.map(({ deliveryId }) => deliveryId)).size).toBe(
      all.length,
    );
    const times = plan.history.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(month.from.getTime());
    expect(times[times.length - 1]).toBeLessThanOrEqual(end);
    expect(plan.afterwards.every(({ at }) => at > end)).toBe(true);
  });

  it("has every kind of GitHub's deliveries, and some of every sender", () => {
    const github = plan.history.filter(({ source }) => source === 'github');
    expect(new Set(plan.history.map(({ source }) => source))).toEqual(
      new Set(demoSourceNames),
    );
    expect(new Set(github.map(({ event }) => event))).toEqual(
      new Set([
        'ping',
        'push',
        'create',
        'pull_request',
        'pull_request_review',
        'release',
        'workflow_run',
        'workflow_job',
        'deployment',
        'deployment_status',
        'deployment_review',
        'deployment_protection_rule',
      ]),
    );
  });

  it('never ends anything before it begins', () => {
    for (const { numbered, attempt } of attempts) {
      expect(attempt.startedAt).toBeGreaterThanOrEqual(numbered.run.createdAt);
      expect(attempt.finishedAt).toBeGreaterThan(attempt.startedAt);
      for (const job of attempt.jobs) {
        expect(job.createdAt).toBeGreaterThanOrEqual(attempt.startedAt);
        expect(job.startedAt).toBeGreaterThanOrEqual(job.createdAt);
        expect(job.finishedAt).toBeGreaterThanOrEqual(job.startedAt);
        expect(job.finishedAt).toBeLessThanOrEqual(attempt.finishedAt);
        for (const step of job.steps) {
          expect(step.startedAt).toBeGreaterThanOrEqual(job.startedAt);
          expect(step.finishedAt).toBeGreaterThanOrEqual(step.startedAt);
          expect(step.finishedAt).toBeLessThanOrEqual(job.finishedAt);
        }
      }
    }
  });

  it('gives runs and jobs ids that grow with time, once each', () => {
    const ids = plan.runs.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const jobIds = plan.runs.flatMap(run => [...run.jobIds.values()]);
    expect(new Set(jobIds).size).toBe(jobIds.length);
    for (const id of [...ids, ...jobIds]) {
      expect(Number.isSafeInteger(id)).toBe(true);
    }
  });

  it('starts a second attempt only after the first has failed', () => {
    const again = plan.runs.filter(({ run }) => run.attempts.length > 1);
    expect(again.length).toBeGreaterThan(5);
    for (const { run } of again) {
      run.attempts.forEach((attempt, index) => {
        expect(attempt.attempt).toBe(index + 1);
        if (index === 0) return;
        const before = run.attempts[index - 1];
        expect(before.conclusion).toBe('failure');
        expect(attempt.startedAt).toBeGreaterThanOrEqual(before.finishedAt);
      });
    }
  });

  it('fails where a job fails, at a step of it, and skips what needed that job', () => {
    const jobs = attempts.flatMap(({ attempt }) =>
      attempt.jobs.map(job => ({
        job,
        needed: attempt.jobs.filter(({ template }) =>
          job.template.needs.includes(template.name),
        ),
      })),
    );
    const failed = jobs.filter(
      ({ job }) => job.conclusion === 'failure' && job.runner,
    );
    expect(failed.length).toBeGreaterThan(10);
    for (const { job } of failed) {
      expect(job.steps.map(step => step.conclusion)).toContain('failure');
    }
    for (const { needed } of jobs.filter(({ job }) => job.runner)) {
      expect(needed.every(job => job.conclusion === 'success')).toBe(true);
    }
    const passed = attempts.filter(
      ({ attempt }) => attempt.conclusion === 'success',
    );
    for (const { attempt } of passed) {
      expect(new Set(attempt.jobs.map(job => job.conclusion))).toEqual(
        new Set(['success']),
      );
    }
  });

  it('fails as often as a house in good order does', () => {
    const firsts = plan.runs.map(({ run }) => run.attempts[0]);
    const failed = firsts.filter(({ conclusion }) => conclusion === 'failure');
    expect(failed.length / firsts.length).toBeGreaterThan(0.05);
    expect(failed.length / firsts.length).toBeLessThan(0.1);
  });

  it('works on workdays', () => {
    const weekend = plan.runs.filter(
      ({ run }) =>
        run.event === 'pull_request' &&
        [0, 6].includes(new Date(run.createdAt).getUTCDay()),
    );
    expect(weekend.length).toBeLessThan(plan.runs.length / 20);
  });

  it('chains the default branch, so that what changed can be followed', () => {
    const heads = new Map<string, string>();
    const pushes = plan.runs.filter(({ run }) => run.event === 'push');
    for (const { run } of pushes) {
      const { name } = run.repository;
      expect(heads.get(name) ?? run.commit.parent).toBe(run.commit.parent);
      heads.set(name, run.commit.sha);
    }
  });

  it('ends with three red default branches, and with things that run, wait and queue', () => {
    const last = new Map<string, string>();
    for (const { run } of plan.runs) {
      const attempt = run.attempts[run.attempts.length - 1];
      if (run.event === 'push' && attempt.finishedAt <= end) {
        last.set(run.repository.name, attempt.conclusion);
      }
    }
    for (const name of ['payments-api', 'search-indexer', 'storefront-web']) {
      expect([name, last.get(name)]).toEqual([name, 'failure']);
    }
    const open = attempts
      .filter(({ attempt }) => attempt.startedAt <= end)
      .flatMap(({ attempt }) => attempt.jobs)
      .filter(job => job.createdAt <= end && job.finishedAt > end);
    const waits = open.filter(({ gate }) => gate && gate.decidedAt > end);
    const queues = open.filter(job => !job.gate && job.startedAt > end);
    const runs = open.filter(job => job.startedAt <= end);
    expect([waits, queues, runs].map(jobs => jobs.length > 0)).toEqual([
      true,
      true,
      true,
    ]);
    expect(plan.afterwards.length).toBeGreaterThan(0);
  });

  it('ends the open things later, within hours', () => {
    const lastAt = plan.afterwards[plan.afterwards.length - 1].at;
    expect(lastAt - end).toBeLessThan(3 * 60 * MINUTE);
  });

  it('stays small enough for a first start: ninety days in 25,000 to 35,000 deliveries', () => {
    const { history } = planHistory({
      ...month,
      from: new Date(end - 90 * DAY),
    });
    expect(history.length).toBeGreaterThan(25_000);
    expect(history.length).toBeLessThan(35_000);
  });

  it('names only the invented host, and people of the invented organisation', () => {
    const bodies = plan.history.filter((_, index) => index % 50 === 0);
    for (const { body } of bodies) {
      const text = JSON.stringify(body());
      for (const [, host] of text.matchAll(/https?:\/\/([^/"]+)/g)) {
        expect(host).toMatch(
          /quayside\.example$|^(?:app\.circleci|buildkite)\.com$/,
        );
      }
      // Packages have a version behind their @, people a host.
      for (const [, host] of text.matchAll(
        /"(?!pkg:)[^"@\s]+@([^"\\]+\.[a-z]{2,})\\?"/g,
      )) {
        expect(host).toBe('quayside.example');
      }
    }
  });
});
