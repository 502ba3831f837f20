import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createStaticEntityIndex } from '@quarterdeck/plugin-portal-node';
import { securityContract } from '@quarterdeck/plugin-security-common';
import fc from 'fast-check';
import { clockWorld } from './__testUtils__/clockWorld';
import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { endExpired } from './service/clock/endExpired';
import { answerFindingFacets } from './service/facetQuestions';
import { answerRelated } from './service/finding/relatedFindings';
import { Caller, answerListFindings } from './service/findingQuestions';
import { answerFindingGroups } from './service/groupQuestions';
import { KeptAnswers } from './service/keptAnswers';
import { answerTopRisks } from './service/overview/topRisks';
import { Reader } from './service/reader';
import { answerListLicences } from './service/sbom/listLicences';
import { everyEntity } from '@quarterdeck/plugin-portal-node';
import { ofEntities } from './service/seenFindings';
import { claimEvent, codeFinding, packageFinding, scan } from './testing/scans';

const dayMs = 86_400_000;
const begin = Date.now() - 200 * dayMs;
const shop = 'component:default/shop';
const search = 'component:default/search';
const project = 'acme/till';
const subject = `git.example/${project}`;

const found = [
  codeFinding({ ruleId: 'sql', severity: 'critical' }),
  codeFinding({ ruleId: 'hash', severity: 'high', kind: 'quality' }),
  codeFinding({ ruleId: 'hidden', suppressed: { by: 'source' } }),
  codeFinding({ ruleId: 'review', severity: 'low', state: 'needs_review' }),
  packageFinding('CVE-2026-1', { severity: 'critical' }),
  packageFinding('CVE-2026-22', { severity: 'unknown' }),
];
const component = (licence: string) => ({
  record: 'component' as const,
  ref: 'left-rope@1.2.0',
  package: { name: 'left-rope', version: '1.2.0' },
  licences: [licence],
});

/** What happens; the time goes on by itself. */
type Step =
  | { does: 'scan'; of: number; which: number[]; status: string; tool: string }
  | { does: 'decide'; which: number; state: string }
  | { does: 'accept'; which: number; days: number }
  | { does: 'bill'; licence: string; of: number }
  | { does: 'claim'; to: number }
  | { does: 'score'; epss: number }
  | { does: 'wait'; days: number }
  | { does: 'rebuild' };

const entity = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('scan' as const),
      of: entity,
      which: fc.uniqueArray(fc.nat(found.length - 1)),
      status: fc.constantFrom('success', 'success', 'failed'),
      tool: fc.constantFrom('lookout', 'crateview'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('decide' as const),
      which: fc.nat(20),
      state: fc.constantFrom('triaged', 'false_positive', 'fixed', 'open'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('accept' as const),
      which: fc.nat(20),
      days: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('bill' as const),
      licence: fc.constantFrom('MIT', 'GPL-3.0-only'),
      of: entity,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('claim' as const), to: entity }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('score' as const),
      epss: fc.constantFrom(0.1, 0.9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      days: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ does: 'rebuild' as const }),
  },
);

const queries = {
  list: [
    {},
    { view: 'not_fixed', withTotal: 'true', sort: 'lastSeen' },
    { sla: 'breached', withTotal: 'true' },
    { view: 'past_due', withTotal: 'true', entity: shop },
    { pendingClose: 'true', withTotal: 'true' },
  ],
  facets: [{}, { severity: 'critical' }, { view: 'not_fixed', entity: search }],
  groups: ['severity', 'rule', 'vulnerability', 'owner', 'assignee', 'tool'],
};

describe('answers that are kept', () => {
  let backend: SecurityBackend;
  let clock: ReturnType<typeof clockWorld>;
  let now = new Date(begin);
  let reader: Reader;
  beforeAll(async () => {
    backend = await startSecurityBackend();
    clock = clockWorld(backend);
    reader = {
      knex: backend.knex,
      index: createStaticEntityIndex(
        ['shop', 'search'].map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name },
          spec: { owner: `group:default/${name}` },
        })),
      ),
      visible: () => ofEntities(everyEntity),
      now: () => now,
      kept: new KeptAnswers(backend.knex),
      lag: async () => ({ seconds: 0, stopped: false }),
      freshForSeconds: 86_400,
      slaDays: () => null,
      publisher: { name: 'Quarterdeck', namespace: 'https://portal.example' },
      riskScore: ({ critical, high }) => 10 * critical + high,
    };
  });
  afterAll(() => backend?.stop());

  const caller: Caller = {
    decision: { result: AuthorizeResult.ALLOW },
    me: ['user:default/ada'],
  };

  const idAt = async (which: number): Promise<string | undefined> => {
    const rows = await backend.knex('finding').orderBy('finding_id');
    return rows[which % Math.max(1, rows.length)]?.finding_id;
  };
  const owned = (of: number) =>
    of === 2
      ? { entityRef: null, subject }
      : { entityRef: of === 0 ? shop : search };
  const take = async (one: Step) => {
    const at = now.toISOString();
    if (one.does === 'scan') {
      await backend.tell(
        scan(
          one.which.flatMap(index => found[index] ?? []),
          {
            at,
            ...owned(one.of),
            data: { tool: one.tool, scan: { at, status: one.status } },
          } as Parameters<typeof scan>[1],
        ),
      );
    } else if (one.does === 'decide' || one.does === 'accept') {
      const id = await idAt(one.which);
      await backend.post(`/v1/findings/${id}/actions`).send(
        one.does === 'decide'
          ? { action: 'set_state', state: one.state, reason: 'looked at' }
          : {
              action: 'accept_risk',
              owner: 'group:default/pay',
              reason: 'not reached',
              expiresAt: new Date(Date.now() + one.days * dayMs).toISOString(),
            },
      );
    } else if (one.does === 'bill') {
      await backend.tell(
        scan([component(one.licence)], {
          at,
          ...owned(one.of),
          data: { category: 'sbom', tool: undefined },
        }),
      );
    } else if (one.does === 'claim') {
      const to = [shop, search, null][one.to] ?? null;
      await backend.eventLog.append([claimEvent(project, to)]);
      await backend.log.drain('security');
    } else if (one.does === 'score') {
      await backend
        .post('/v1/intelligence/epss')
        .set('content-type', 'text/csv')
        .send(`cve,epss,percentile\nCVE-2026-1,${one.epss},0.5\n`);
    } else if (one.does === 'wait') {
      now = new Date(now.getTime() + one.days * dayMs);
      clock.setNow(new Date(Date.now() + one.days * dayMs));
      await clock.everywhere(endExpired);
    } else {
      await backend.log.admin.rebuildReader('security');
      await backend.log.rebuilt('security');
    }
  };

  /** Everything that may be kept, as one replica tells it. */
  const ask = async (asked: Reader) => {
    const { listFindings, findingFacets, findingGroups } = securityContract;
    const id = await idAt(0);
    return Promise.all([
      ...queries.list.map(query =>
        answerListFindings(asked, listFindings.query.parse(query), caller),
      ),
      ...queries.facets.map(query =>
        answerFindingFacets(asked, findingFacets.query.parse(query), caller),
      ),
      ...queries.groups.map(groupBy =>
        answerFindingGroups(
          asked,
          findingGroups.query.parse({ groupBy }),
          caller,
        ),
      ),
      id === undefined
        ? undefined
        : answerRelated(
            asked,
            id,
            securityContract.relatedFindings.query.parse({}),
            caller.decision,
          ),
      answerTopRisks(
        asked,
        securityContract.topRisks.query.parse({}),
        caller.decision,
      ),
      answerListLicences(
        asked,
        securityContract.listLicences.query.parse({}),
        caller.decision,
      ),
    ]);
  };

  it('are those that the tables give, on every replica, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 6 }),
        async steps => {
          const other = { ...reader, kept: new KeptAnswers(backend.knex) };
          for (const one of steps) {
            await Promise.all([ask(reader), ask(other)]);
            await take(one);
            // What was decided is heard of again, and nothing may happen between the questions.
            await backend.log.drain('security');
            const fresh = { ...reader, kept: new KeptAnswers(backend.knex) };
            const [told, toldByOther, read] = await Promise.all([
              ask(reader),
              ask(other),
              ask(fresh),
            ]);
            expect(told).toEqual(read);
            expect(toldByOther).toEqual(read);
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  it('are not asked for again while nothing happens', async () => {
    const read = jest.fn(async () => 1);
    const question = { key: ['once'], entities: everyEntity };
    await reader.kept.answer(question, read);
    await reader.kept.answer(question, read);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
