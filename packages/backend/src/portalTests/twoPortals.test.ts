import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { PIPELINES_SIGNAL_CHANNEL } from '@quarterdeck/plugin-pipelines-common';
import { githubRunBody } from './__testUtils__/githubRun';
import { openSignals, SignalsClient } from './__testUtils__/openSignals';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { insider } from './__testUtils__/testPortalConfig';
import { waitFor } from './__testUtils__/waitFor';

describe('two portals started at the same instant on one empty database', () => {
  let database: TestDatabase;
  let portals: TestPortal[] = [];
  const clients: SignalsClient[] = [];

  const seen = (portal: TestPortal, id: number) =>
    waitFor(`run ${id} on ${portal.url}`, async () => {
      const { status } = await portal.ask(
        `/api/pipelines/v1/runs/github.com/${id}/1`,
      );
      return status === 200;
    });

  const post = async (portal: TestPortal, id: number) => {
    const answer = await portal.hook({
      event: 'workflow_run',
      body: githubRunBody({ id }),
    });
    expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const { connectionString } = database;
    const started = await Promise.allSettled([
      startTestPortal({ connectionString }),
      startTestPortal({ connectionString }),
    ]);
    portals = started.flatMap(result =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    const failed = started.find(result => result.status === 'rejected');
    if (failed) throw failed.reason;
  });

  afterAll(async () => {
    clients.forEach(client => client.close());
    await Promise.all(portals.map(portal => portal.kill()));
    await database?.drop();
  });

  it('both become ready', async () => {
    for (const portal of portals) {
      expect(await portal.ask('/.backstage/health/v1/readiness')).toMatchObject(
        { status: 200, json: { database: 'ok' } },
      );
    }
    expect(portals).toHaveLength(2);
  });

  it('show a run that was posted to the other', async () => {
    const [one, other] = portals;
    await post(one, 101);
    expect(await seen(other, 101)).toBe(true);
    await post(other, 102);
    expect(await seen(one, 102)).toBe(true);
  });

  it('tell the open pages of both, whoever of them applied it', async () => {
    for (const portal of portals) {
      clients.push(
        await openSignals(
          portal.url,
          await portal.signIn(insider),
          PIPELINES_SIGNAL_CHANNEL,
        ),
      );
    }
    const before = clients.map(client => client.received());
    await post(portals[0], 103);
    const heard = await Promise.all(
      clients.map((client, index) =>
        waitFor(
          `a signal on ${portals[index].url}`,
          () => client.received() > before[index],
        ),
      ),
    );
    expect(heard).toEqual([true, true]);
  });

  it('go on when one of them is killed', async () => {
    const [killed, left] = portals;
    await killed.kill();
    await post(left, 104);
    expect(await seen(left, 104)).toBe(true);
    await post(left, 105);
    expect(await seen(left, 105)).toBe(true);
  });
});
