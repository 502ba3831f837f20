import { DAY } from '../history/clock';
import { planHistory } from '../history/planHistory';
import { repositories } from '../organisation/repositories';
import { testSuites } from '../organisation/testSuites';

const to = new Date('2026-09-17T10:21:00Z');
const { history, runs } = planHistory({
  seed: 1,
  from: new Date(to.getTime() - 30 * DAY),
  to,
});
const reports = history
  .filter(({ source }) => source === 'reports')
  // Scans are told by scanners, not by the jobs of a run.
  .filter(({ query = {} }) => /^(tests|coverage)$/.test(query.category ?? ''))
  .map(({ query = {}, body }) => ({ query, body: String(body()) }));
const tests = reports.filter(({ query }) => query.category === 'tests');

describe('the reports', () => {
  it('come from the pipelines of several services and name their run', () => {
    const entities = new Set(reports.map(({ query }) => query.entity));
    expect(entities).toEqual(
      new Set(Object.keys(testSuites).map(name => `component:default/${name}`)),
    );
    const atGithub = new Set(runs.map(({ id }) => String(id)));
    for (const { query } of reports) {
      expect(query).toMatchObject({
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        instance: expect.stringMatching(/quayside\.example$/),
        run: expect.any(String),
        attempt: expect.stringMatching(/^\d$/),
      });
    }
    const named = reports
      .filter(({ query }) => query.instance === 'code.quayside.example')
      .map(({ query }) => query.run);
    expect(named.filter(run => !atGithub.has(run))).toEqual([]);
  });

  it('hold two tests that are tried again, and a slow one', () => {
    const flaky = new Set(
      tests.flatMap(({ body }) =>
        Array.from(
          body.matchAll(/ name="([^"]+)"[^>]*><flakyFailure/g),
          ([, name]) => name,
        ),
      ),
    );
    expect(flaky).toEqual(
      new Set(Object.values(testSuites).flatMap(suite => suite?.flaky ?? [])),
    );
    const slow = testSuites.checkout?.slow;
    const took = tests.flatMap(({ body }) =>
      Array.from(
        body.matchAll(/name="([^"]+)" time="([\d.]+)"/g),
        ([, name, seconds]) => (name === slow?.name ? Number(seconds) : 0),
      ),
    );
    expect(Math.max(...took)).toBeGreaterThan(40);
  });

  it('fail when their job does, in one test, and not otherwise', () => {
    const jobs = new Map(
      runs.flatMap(({ id, run }) =>
        run.attempts.flatMap(attempt =>
          attempt.jobs.map(job => [
            `${id} ${attempt.attempt} ${job.template.name}`,
            job.conclusion,
          ]),
        ),
      ),
    );
    for (const { query, body } of tests) {
      if (query.instance !== 'code.quayside.example') continue;
      const conclusion = jobs.get(`${query.run} ${query.attempt} ${query.job}`);
      const failures = body.match(/<failure /g)?.length ?? 0;
      expect(failures).toBe(conclusion === 'failure' ? 1 : 0);
    }
  });

  it('cover as much as the service says, give or take some', () => {
    for (const { query, body } of reports) {
      if (query.category !== 'coverage') continue;
      const sum = (key: string) =>
        Array.from(body.matchAll(new RegExp(`^${key}:(\\d+)$`, 'gm'))).reduce(
          (total, [, lines]) => total + Number(lines),
          0,
        );
      const name = query.entity.split('/')[1];
      expect(repositories.map(repository => repository.name)).toContain(name);
      const percent = (100 * sum('LH')) / sum('LF');
      expect(
        Math.abs(percent - (testSuites[name]?.coverage ?? 0)),
      ).toBeLessThan(8);
    }
  });
});
