import { z } from 'zod';
import { fixtureFolder } from '../__testUtils__/fixtureFolder';
import { industries2025 } from '../benchmarks/industries2025';
import {
  answerScore,
  industryBenchmark,
  percentScore,
  quickCheckAverages,
} from '../benchmarks/quickCheck';

const inputs = z.record(z.string(), z.number());
const expectedSchema = z.object({
  cases: z.array(
    z.union([
      z.object({ kind: z.string(), value: z.number(), score: z.number() }),
      z.object({
        inputs,
        average: z.number(),
        throughput: z.number().optional(),
        stability: z.number().optional(),
      }),
    ]),
  ),
  benchmark_2025_all: z.record(z.string(), z.number()),
});
const figure = z.object({ mean: z.number(), std: z.number() });
const industriesSchema = z.record(
  z.string(),
  z.object({
    name: z.string(),
    leadtime: figure,
    deployfreq: figure,
    failurerecovery: figure,
    changefailure: figure,
    rework: figure,
  }),
);

const folder = fixtureFolder('dora-quickcheck');
const present = folder ? describe : describe.skip;

present('DORA Quick Check', () => {
  const expected = () => expectedSchema.parse(folder?.json('expected.json'));

  it('scores the answers of its tests', () => {
    const scored = expected().cases.map(one => {
      if (!('inputs' in one)) {
        const score = one.kind === 'categorical' ? answerScore : percentScore;
        return { ...one, score: score(one.value) };
      }
      const { leadtime, deployfreq, failurerecovery, changefailure, rework } =
        one.inputs;
      const averages = quickCheckAverages({
        change_lead_time: answerScore(leadtime),
        deployment_frequency: answerScore(deployfreq),
        failed_deployment_recovery_time: answerScore(failurerecovery),
        change_fail_rate: percentScore(changefailure),
        deployment_rework_rate:
          rework === undefined ? null : percentScore(rework),
      });
      // The 2024 case names the average only.
      return one.throughput === undefined
        ? { inputs: one.inputs, average: averages.average }
        : { inputs: one.inputs, ...averages };
    });
    expect(scored).toEqual(expected().cases);
  });

  it('has its benchmark of all industries', () => {
    const all = expected().benchmark_2025_all;
    const own = industryBenchmark();
    expect(own?.scores).toMatchObject({
      change_lead_time: { mean: all.leadtime },
      deployment_frequency: { mean: all.deployfreq },
      failed_deployment_recovery_time: { mean: all.failurerecovery },
      change_fail_rate: { mean: all.changefailure },
      deployment_rework_rate: { mean: all.rework },
    });
    expect(own?.average).toBeCloseTo(all.performance_average, 9);
    // 7.95, which stands there cut to one digit.
    expect(Math.floor((own?.stability ?? 0) * 10) / 10).toBe(all.stability);
  });

  it('has every industry of the 2025 edition, turned so that 10 is best', () => {
    const theirs = industriesSchema.parse(
      folder?.json('editions/2025/industry_metrics.json'),
    );
    const turned = ({ mean, std }: z.infer<typeof figure>) => ({
      mean: Math.round((10 - mean) * 10) / 10,
      std,
    });
    expect(industries2025).toEqual(
      Object.entries(theirs).map(([key, one]) => ({
        key,
        name: one.name,
        scores: {
          change_lead_time: one.leadtime,
          deployment_frequency: one.deployfreq,
          failed_deployment_recovery_time: one.failurerecovery,
          change_fail_rate: turned(one.changefailure),
          deployment_rework_rate: turned(one.rework),
        },
      })),
    );
  });
});
