import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { eventsIn } from './__testUtils__/eventsIn';
import { parseArgoRollouts } from './argorollouts/parseArgoRollouts';
import { parseFlagger } from './flagger/parseFlagger';
import { readFlagger } from './flagger/readFlagger';
import { fixtureFolder } from './github/__testUtils__/githubFixtures';

const now = new Date('2030-01-01T00:00:00.000Z');

const healthTests = z.object({
  tests: z.array(
    z.object({
      inputPath: z.string(),
      healthStatus: z.object({ status: z.string(), message: z.string() }),
    }),
  ),
});

/** The cases of a `health_test.yaml`, each with its object. */
function casesOf(name: string) {
  const folder = fixtureFolder(name);
  if (!folder) return [];
  const read = (path: string): unknown =>
    parseYaml(readFileSync(join(folder, path), 'utf8'));
  return healthTests
    .parse(read('health_test.yaml'))
    .tests.map(({ inputPath, healthStatus }) => ({
      inputPath,
      ...healthStatus,
      object: read(inputPath),
    }));
}

/** Argo CD's health of our states; docs/conformance-rollouts.md says why. */
const healthOfDeployment = new Map<string | undefined, string>([
  ['in_progress', 'Progressing'],
  ['waiting_gate', 'Progressing'],
  ['succeeded', 'Healthy'],
  ['aborted', 'Degraded'],
  // The baseline of Flagger: no deployment, and nothing wrong.
  [undefined, 'Healthy'],
]);
const healthOfAnalysis = new Map<string, string>([
  ['pending', 'Progressing'],
  ['running', 'Progressing'],
  ['succeeded', 'Healthy'],
  ['failed', 'Degraded'],
  ['inconclusive', 'Unknown'],
]);

describe('health of Flagger canaries, as Argo CD tells it', () => {
  const cases = casesOf('flagger-health');

  it(`has all its cases met`, () => {
    for (const { object, status, message, inputPath } of cases) {
      const outcome = parseFlagger({ headers: {}, body: object, now });
      const state =
        outcome.outcome === 'parsed'
          ? eventsIn('deployment.v1', outcome)[0].state
          : undefined;
      expect([inputPath, outcome.outcome]).toEqual([
        inputPath,
        state ? 'parsed' : 'ignored',
      ]);
      expect([inputPath, healthOfDeployment.get(state)]).toEqual([
        inputPath,
        status,
      ]);
      const reading = readFlagger(object, now);
      if (reading.outcome !== 'report') throw new Error(inputPath);
      const { phase, canaryWeight, message: said } = reading.report;
      const weight = canaryWeight
        ? `Canary Weight: ${canaryWeight} % --- `
        : '';
      expect(`${phase} --- ${weight}${said}`).toBe(message);
    }
    expect([0, 6]).toContain(cases.length);
  });
});

describe('health of AnalysisRuns, as Argo CD tells it', () => {
  const cases = casesOf('argo-analysisrun-health');

  it('has all its cases met', () => {
    for (const { object, status, message, inputPath } of cases) {
      const { metadata } = z
        .object({ metadata: z.object({ name: z.string() }) })
        .parse(object);
      const [step] = eventsIn(
        'rollout.step.v1',
        parseArgoRollouts({
          headers: {},
          now,
          body: {
            rollout: {
              metadata: { name: 'a', namespace: 'b' },
              spec: { strategy: { canary: { steps: [{ analysis: {} }] } } },
              status: {
                phase: 'Progressing',
                currentPodHash: 'c',
                currentStepIndex: 0,
                canary: {
                  currentStepAnalysisRunStatus: { name: metadata.name },
                },
              },
            },
            analysisRuns: [object],
          },
        }),
      );
      expect([
        inputPath,
        healthOfAnalysis.get(step.state),
        step.message,
      ]).toEqual([inputPath, status, message]);
    }
    expect([0, 11]).toContain(cases.length);
  });
});
