import fc from 'fast-check';
import {
  bucketsOf,
  countedFrom,
  computeMetrics,
  computeSamples,
  defaultSettings,
  DoraSamples,
} from '@quarterdeck/plugin-dora-common';
import { everyEntity } from '@quarterdeck/plugin-portal-node';
import { listServices } from '../database/serviceRows';
import { createDoraDatabase, DoraDatabase } from '../testing/doraDatabase';
import {
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
  TestEvent,
} from '../testing/events';
import { measure, measureEach } from './measure';
import { ReadFigures } from './measured';
import { readerMemory } from './reader';
import { FiguresRead, readFigures } from './readFigures';
import { readServiceFacts } from './serviceFacts';

const world = fc.record({
  deployments: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 900 }),
      lead: fc.integer({ min: 0, max: 300 }),
      service: fc.constantFrom('shop', 'till', 'search'),
      broken: fc.boolean(),
    }),
    { minLength: 3, maxLength: 25 },
  ),
  zone: fc.constantFrom(
    'UTC',
    'Europe/Oslo',
    'Asia/Kathmandu',
    // Their clocks change within these weeks: by an hour, by half of one, at midnight.
    'Pacific/Auckland',
    'Australia/Lord_Howe',
    'America/Santiago',
  ),
  from: fc.integer({ min: 0, max: 300 }),
  length: fc.integer({ min: 20, max: 700 }),
  unit: fc.constantFrom('day', 'week', 'month'),
  recoveryBy: fc.constantFrom('recovered' as const, 'failed' as const),
});

function eventsOf(
  facts: (typeof world extends fc.Arbitrary<infer T>
    ? T
    : never)['deployments'],
) {
  const last = new Map<string, string>();
  return [...facts]
    .sort((a, b) => a.at - b.at)
    .flatMap((one, i): TestEvent[] => {
      const project = `acme/${one.service}`;
      const sha = `c${i}`;
      const before = last.get(project);
      last.set(project, sha);
      const externalId = `d${i}`;
      return [
        pushEvent(
          {
            project,
            before,
            after: sha,
            commits: [0, 7].map(more => ({
              sha: more ? sha : `${sha}x`,
              committedAt: hour(one.at - one.lead - more / 10),
            })),
          },
          one.at - 0.5,
        ),
        deployEvent(
          { externalId, project, sha },
          one.at + i / 100,
          `component:default/${one.service}`,
        ),
        ...(one.broken
          ? [
              incidentEvent(
                {
                  externalId: `i${i}`,
                  causes: [{ kind: 'deployment', instance, id: externalId }],
                  startedAt: hour(one.at + 1),
                  resolvedAt: hour(one.at + 1 + (one.lead % 40)),
                },
                one.at,
                `component:default/${one.service}`,
              ),
            ]
          : []),
      ];
    });
}

describe('metrics read from cells and samples', () => {
  let database: DoraDatabase;

  beforeAll(async () => {
    database = await createDoraDatabase();
  });
  afterAll(() => database.drop());

  it('are those of the pooled samples, in every zone and bucket, of all or some services', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        async ({ deployments, zone, from, length, unit, recoveryBy }) => {
          await database.clear();
          const { knex } = database;
          const start = Date.parse(hour(from));
          const asOf = Date.parse(hour(950));
          const window = { from: start, to: start + length * 3_600_000, zone };
          const asked = {
            wholes: [window],
            buckets: bucketsOf(window, unit, asOf),
          };
          const options = { zone, asOf, weekStart: 1, recoveryBy } as const;
          const source = { knex, ...readerMemory() };
          // What is kept of an earlier time is read again where it changed.
          const readParts = async (numbers: readonly number[]) =>
            (
              await readFigures(knex, { everything: true, numbers }, asked, {
                ...options,
                mostValues: 0,
                parts: source.parts,
              })
            ).get(0);
          const events = eventsOf(deployments);
          await database.apply(events.slice(0, events.length / 2));
          await readParts([]);
          await database.apply(events);
          const services = await listServices(knex, everyEntity);
          const parts: DoraSamples[] = [];
          for (const { service } of services) {
            parts.push(
              computeSamples(
                await readServiceFacts(knex, service),
                defaultSettings,
              ),
            );
          }
          const pooled = (numbers: readonly number[]) => {
            const chosen = parts.filter((_, i) =>
              numbers.includes(services[i].no),
            );
            return {
              deployments: chosen.flatMap(part => part.deployments),
              leadTimes: chosen.flatMap(part => part.leadTimes),
              recoveries: chosen.flatMap(part => part.recoveries),
            };
          };
          const slices = [window, ...asked.buckets];
          const all = services.map(({ no }) => no);
          const two = all.slice(0, 2);
          const flat = <Of extends FiguresRead>({ wholes, buckets }: Of) => [
            ...wholes,
            ...buckets,
          ];
          const knownFrom = (numbers: readonly number[]) => {
            const firsts = services.flatMap(({ no, firstAt }) =>
              numbers.includes(no) && firstAt ? firstAt.getTime() : [],
            );
            return countedFrom(Math.min(...firsts), zone);
          };
          const readings: {
            numbers: readonly number[];
            measured: (ReadFigures & { days?: number })[];
          }[] = [];
          for (const [everything, numbers] of [
            [true, all],
            [false, two],
          ] as const) {
            const kept = await measure(
              source,
              {
                everything,
                numbers,
                services: services.filter(({ no }) => numbers.includes(no)),
              },
              asked,
              options,
            );
            readings.push({ numbers, measured: flat(kept) });
            // As if there were too many to read them.
            const counted = await readFigures(
              knex,
              { everything, numbers },
              asked,
              { ...options, mostValues: 0 },
            );
            const pooledOnes = counted.get(0);
            if (!pooledOnes) throw new Error('Pooled figures are always there');
            readings.push({ numbers, measured: flat(pooledOnes) });
          }
          const again = await readParts(all);
          if (!again) throw new Error('Pooled figures are always there');
          readings.push({ numbers: all, measured: flat(again) });
          const each = await measureEach(source, services, asked, options);
          for (const [no, own] of each) {
            readings.push({ numbers: [no], measured: flat(own) });
          }
          for (const { numbers, measured } of readings) {
            slices.forEach((slice, i) => {
              const one = computeMetrics(pooled(numbers), {
                window: { from: slice.from, to: slice.to, zone },
                asOf,
                knownFrom: knownFrom(numbers),
                recoveryBy,
              });
              const { lead, recovery, fail, rework, deploymentDays } =
                measured[i];
              const lines = one.change_lead_time.quantiles;
              expect(lead.n).toBe(lines.n);
              expect(lead.median ?? -1).toBeCloseTo(lines.median ?? -1, 6);
              expect(lead.p75 ?? -1).toBeCloseTo(lines.p75 ?? -1, 6);
              expect(lead.p90 ?? -1).toBeCloseTo(lines.p90 ?? -1, 6);
              expect(lead.mean ?? -1).toBeCloseTo(lines.mean ?? -1, 6);
              const recovered = one.failed_deployment_recovery_time.quantiles;
              expect(recovery.n).toBe(recovered.n);
              expect(recovery.median ?? -1).toBeCloseTo(
                recovered.median ?? -1,
                6,
              );
              expect(fail).toEqual(one.change_fail_rate.share);
              expect(rework).toEqual(one.deployment_rework_rate.share);
              expect(measured[i].composition).toEqual(
                one.deployment_frequency.composition,
              );
              expect(deploymentDays).toBe(
                one.deployment_frequency.deploymentDays,
              );
              const { days = one.deployment_frequency.days } = measured[i];
              expect(days).toBeCloseTo(one.deployment_frequency.days, 9);
            });
          }
        },
      ),
      { numRuns: 24, interruptAfterTimeLimit: 120_000 },
    );
  });
});
