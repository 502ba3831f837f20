import fc from 'fast-check';
import { z } from 'zod';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { incidentSchema, subjectKey } from '@quarterdeck/plugin-ingest-common';
import {
  ownOnly,
  startDeploymentsApi,
} from '../__testUtils__/startDeploymentsApi';
import { arrivedEvent } from '../testing/deploymentEvents';
import { instance, minute, TestEvent, testEvent } from '../testing/events';

const pager = 'pager.example';

const incidentEvent = (
  data: Partial<z.input<typeof incidentSchema>> = {},
  entityRef = 'component:default/shop',
): TestEvent =>
  testEvent(
    'incident.v1',
    {
      provider: 'pager',
      instance: pager,
      externalId: 'i1',
      title: 'Card payments fail',
      state: 'triggered',
      severity: 'sev2',
      startedAt: minute(25),
      observedAt: data.startedAt ?? minute(25),
      ...data,
    },
    {
      subject: subjectKey({ instance: pager, project: data.service ?? '' }),
      entityRef,
    },
  );

describe('incidents beside deployments', () => {
  let api: Awaited<ReturnType<typeof startDeploymentsApi>>;
  beforeAll(async () => {
    api = await startDeploymentsApi();
  });
  afterAll(() => api.drop());
  beforeEach(async () => {
    await api.clear();
    api.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
  });

  const range = `from=${minute(0)}&to=${minute(600)}`;
  const timeline = async () =>
    (await api.read(`/v1/deployments/timeline?${range}`)).incidents;
  const ofDeployment = async (id: string) =>
    (await api.read(`/v1/deployments/${instance}/${id}`)).incidents.map(
      (item: { externalId: string; relation: string }) => [
        item.externalId,
        item.relation,
      ],
    );
  const deployments = [
    arrivedEvent('d1', 'c1', 10),
    arrivedEvent('d2', 'c2', 20),
    arrivedEvent('d3', 'c3', 40),
  ];

  it('belong to the deployment that ran when they began', async () => {
    await api.apply([...deployments, incidentEvent()]);
    expect(await ofDeployment('d2')).toEqual([['i1', 'after']]);
    expect(await ofDeployment('d1')).toEqual([]);
    expect(await ofDeployment('d3')).toEqual([]);
  });

  it('told by turns began when they were first told of, whatever comes first', async () => {
    const turn = (at: number, state: 'triggered' | 'resolved') =>
      incidentEvent({
        state,
        partial: true,
        startedAt: minute(at),
        title: `told at ${at}`,
        observedAt: minute(at),
        ...(state === 'resolved' && { resolvedAt: minute(at) }),
      });
    const turns = [turn(45, 'resolved'), turn(25, 'triggered')];
    for (const events of [turns, [...turns].reverse()]) {
      await api.clear();
      await api.apply([...deployments, ...events]);
      expect(await ofDeployment('d2')).toEqual([['i1', 'after']]);
      expect(await timeline()).toMatchObject([
        {
          title: 'told at 25',
          state: 'resolved',
          startedAt: minute(25),
          endedAt: minute(45),
        },
      ]);
    }
  });

  it('belong to the deployment, commit or version that they name', async () => {
    await api.apply([
      ...deployments,
      incidentEvent({
        startedAt: minute(50),
        causes: [{ kind: 'deployment', instance, id: 'd1' }],
      }),
      incidentEvent({
        externalId: 'i2',
        startedAt: minute(51),
        causes: [{ kind: 'commit', id: 'c2' }],
      }),
    ]);
    expect(await ofDeployment('d1')).toEqual([['i1', 'named']]);
    expect(await ofDeployment('d2')).toEqual([['i2', 'named']]);
  });

  it('are left out where no change of ours had a part, or another stands for them', async () => {
    await api.apply([
      ...deployments,
      incidentEvent({ changeRelated: false }),
      incidentEvent({ externalId: 'i2', duplicateOf: 'i1' }),
      incidentEvent({ externalId: 'i3', environment: 'staging' }),
    ]);
    expect(await ofDeployment('d2')).toEqual([]);
    expect(
      (await timeline()).map((item: { externalId: string }) => item.externalId),
    ).toEqual(['i1', 'i3']);
  });

  it('show those open at some time of the range, and only to who may see them', async () => {
    await api.apply([
      incidentEvent({ externalId: 'over', startedAt: minute(-90) }),
      incidentEvent({
        externalId: 'over',
        startedAt: minute(-90),
        state: 'resolved',
        resolvedAt: minute(-60),
        observedAt: minute(-60),
      }),
      incidentEvent({ externalId: 'open', startedAt: minute(-30) }),
      incidentEvent({ externalId: 'theirs' }, 'component:default/search'),
    ]);
    expect(await timeline()).toMatchObject([
      { externalId: 'theirs' },
      { externalId: 'open', state: 'open', endedAt: null },
    ]);
    api.authorizeConditional.mockResolvedValue([ownOnly('group:default/pay')]);
    expect(await timeline()).toMatchObject([{ externalId: 'open' }]);
  });

  it('end where the latest report says, opened again or not, in any order', async () => {
    const reports = [
      incidentEvent(),
      incidentEvent({
        state: 'resolved',
        resolvedAt: minute(35),
        observedAt: minute(35),
      }),
      incidentEvent({
        state: 'acknowledged',
        reopened: true,
        reopenedAt: minute(45),
        observedAt: minute(45),
      }),
      incidentEvent({
        state: 'closed',
        resolvedAt: minute(60),
        observedAt: minute(61),
      }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...reports, ...reports], {
          minLength: 2 * reports.length,
        }),
        fc.integer({ min: 1, max: 4 }),
        async (shuffled, batchSize) => {
          await api.clear();
          await api.apply(shuffled, batchSize);
          expect(await timeline()).toMatchObject([
            { state: 'resolved', endedAt: minute(60) },
          ]);
        },
      ),
      { numRuns: 15 },
    );
    await api.clear();
    await api.apply(reports.slice(0, 3));
    expect(await timeline()).toMatchObject([{ state: 'open', endedAt: null }]);
  });
});
