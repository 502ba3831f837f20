import { eventsIn } from '../__testUtils__/eventsIn';
import { fixtureBodies } from '../__testUtils__/deliveryFixtures';
import { expectSound } from '../__testUtils__/expectSound';
import { azureProvider } from './azureProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const bodies = fixtureBodies('azuredevops-webhooks');
const parse = (file: string) =>
  azureProvider.parse({
    headers: {},
    body: bodies.find(body => body.file === file)?.body,
    now,
  });

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(bodies).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  bodies.length ? describe : notCompared;

describeFixtures('the Azure bodies in fixtures/delivery', () => {
  it('are the three that are known, each an event that fits the registry', () => {
    expect(bodies.map(({ file }) => file)).toEqual([
      'build.complete.json',
      'git.pullrequest.merged.json',
      'git.push.json',
    ]);
    for (const { file } of bodies) {
      expect(expectSound(parse(file))).toHaveLength(1);
      expect(JSON.stringify(parse(file))).not.toContain(now.toISOString());
    }
  });

  it('build.complete is a run of 124 seconds with commit, branch and person', () => {
    expect(eventsIn('ci.run.v1', parse('build.complete.json'))).toMatchObject([
      {
        instance: 'dev.azure.com/fabrikam-fiber-inc',
        externalId: '2',
        pipeline: { externalId: '2', name: 'ConsumerAddressModule' },
        title: 'ConsumerAddressModule_20150407.1',
        state: 'completed',
        result: 'success',
        rawState: 'succeeded',
        trigger: 'manual',
        branch: 'master',
        sha: '600c52d2d5b655caa111abfd863e5a9bd304bb0e',
        actor: { name: 'Normal Paulk' },
        startedAt: '2015-04-07T18:04:06.830Z',
        finishedAt: '2015-04-07T18:06:10.690Z',
      },
    ]);
  });

  it('git.push is a commit on main', () => {
    expect(eventsIn('commits.pushed.v1', parse('git.push.json'))).toMatchObject(
      [
        {
          project: 'Fabrikam-Fiber-Git/Fabrikam-Fiber-Git',
          branch: 'main',
          after: '33b55f7cb7e7e245323987634f960cf4a6e6bc74',
          pushedAt: '2014-05-02T19:17:13.330Z',
          commits: [
            {
              sha: '33b55f7cb7e7e245323987634f960cf4a6e6bc74',
              authoredAt: '2015-02-25T19:01:00.000Z',
            },
          ],
        },
      ],
    );
  });

  it('git.pullrequest.merged is a merged change', () => {
    expect(
      eventsIn('change.v1', parse('git.pullrequest.merged.json')),
    ).toMatchObject([
      {
        instance: 'dev.azure.com/fabrikam',
        project: 'Fabrikam/Fabrikam',
        externalId: '1',
        state: 'merged',
        mergeSha: 'eef717f69257a6333f221566c1c987dc94cc0d72',
        headSha: '53d54ac915144006c2c9e90d2c7d3880920db49c',
        mergedAt: '2014-06-30T18:59:12.366Z',
      },
    ]);
  });
});
