import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { fixtureBodies } from '../__testUtils__/deliveryFixtures';
import { expectSound } from '../__testUtils__/expectSound';
import { gitlabProvider } from './gitlabProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const bodies = fixtureBodies('gitlab-webhooks');

function eventsOf(file: string): { type: string; data: unknown }[] {
  const found = bodies.find(body => body.file === file);
  const outcome = gitlabProvider.parse({ headers: {}, body: found?.body, now });
  if (outcome.outcome !== 'parsed') throw new Error(JSON.stringify(outcome));
  const data = expectSound(outcome);
  return outcome.events.map((event: ParsedEvent, index) => ({
    type: event.type,
    data: data[index],
  }));
}

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(bodies).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  bodies.length ? describe : notCompared;

describeFixtures('the GitLab bodies in fixtures/delivery', () => {
  it('are the 7 that are known, each read into its events', () => {
    expect(
      Object.fromEntries(
        bodies.map(({ file }) => [file, eventsOf(file).map(e => e.type)]),
      ),
    ).toEqual({
      'build.json': ['ci.job.v1'],
      'deployment.json': ['deployment.v1'],
      'job.json': ['ci.job.v1'],
      'merge_request.json': ['change.v1'],
      'pipeline.json': [
        'ci.run.v1',
        'ci.job.v1',
        'gate.v1',
        'ci.job.v1',
        'ci.job.v1',
        'ci.job.v1',
        'ci.job.v1',
      ],
      'push.json': ['commits.pushed.v1'],
      'release.json': ['release.v1'],
    });
  });

  it('pipeline.json has its run, five jobs with stage, and the manual job as a gate', () => {
    const [run, ...rest] = eventsOf('pipeline.json').map(event => event.data);
    expect(run).toMatchObject({
      instance: '192.168.64.1:3005',
      project: 'gitlab-org/gitlab-test',
      externalId: '31',
      number: 123,
      sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
      state: 'completed',
      result: 'success',
      trigger: 'change',
      parentRun: '30',
      changes: [{ externalId: '1' }],
      createdAt: '2016-08-12T15:23:28.000Z',
      startedAt: '2016-08-12T15:23:40.000Z',
      finishedAt: '2016-08-12T15:26:29.000Z',
    });
    expect(rest).toMatchObject([
      {
        externalId: '380',
        stage: 'deploy',
        kind: 'deploy',
        result: 'skipped',
        allowFailure: true,
      },
      { externalId: 'job:380', kind: 'manual', state: 'expired' },
      {
        externalId: '377',
        stage: 'test',
        result: 'success',
        startedAt: '2016-08-12T15:26:12.000Z',
        queuedAt: '2016-08-12T15:22:56.000Z',
      },
      { externalId: '378', finishedAt: '2016-08-12T15:26:29.000Z' },
      { externalId: '376', stage: 'build', kind: 'build' },
      { externalId: '379', stage: 'deploy', state: 'pending' },
    ]);
  });

  it('job.json and build.json are jobs of their pipelines', () => {
    expect(eventsOf('job.json')[0].data).toMatchObject({
      instance: 'gitlab.com',
      project: 'jsmithy2/release-tools-fake',
      externalId: '3580121225',
      runExternalId: '743121198',
      attempt: 2,
      kind: 'deploy',
      result: 'success',
      queuedAt: '2023-01-10T13:50:04.807Z',
      startedAt: '2023-01-10T13:50:05.000Z',
      finishedAt: '2023-01-10T13:50:54.000Z',
    });
    expect(eventsOf('build.json')[0].data).toMatchObject({
      externalId: '1977',
      runExternalId: '2366',
      state: 'pending',
      createdAt: '2021-02-23T02:41:37.886Z',
    });
  });

  it('deployment.json succeeded, at a time with an offset', () => {
    expect(eventsOf('deployment.json')[0].data).toMatchObject({
      externalId: '15',
      state: 'succeeded',
      environment: { name: 'staging', tier: 'staging' },
      sha: '279484c09fbe69ededfced8c1bb6e6d24616b468',
      finishedAt: '2021-04-28T19:50:00.000Z',
    });
  });

  it('merge_request.json, push.json and release.json have their names and hashes', () => {
    expect(eventsOf('merge_request.json')[0].data).toMatchObject({
      externalId: '1',
      state: 'open',
      headSha: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
      labels: ['API'],
    });
    expect(eventsOf('push.json')[0].data).toMatchObject({
      branch: 'master',
      after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
      truncated: true,
      commits: [{}, { sha: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7' }],
    });
    expect(eventsOf('release.json')[0].data).toMatchObject({
      tag: '1.0.0',
      state: 'published',
      publishedAt: '2021-02-25T21:23:34.000Z',
    });
  });

  it('never take the clock for a time they carry', () => {
    for (const { file } of bodies) {
      expect(JSON.stringify(eventsOf(file))).not.toContain(now.toISOString());
    }
  });
});
