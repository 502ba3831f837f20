import { rollBack } from '../organisation/deployWorkflows';
import { HOUR, MINUTE, wholeSecond } from './clock';
import { DeployScene } from './deployScenes';
import { RunPlan } from './plan';
import { MainCommit } from './planMain';
import { planRun } from './planRun';
import { Random } from './random';

/** What was deployed before, and until when there is time. */
interface Surroundings {
  before?: { version: string; head: MainCommit };
  scene?: DeployScene;
  until: number;
}

/**
 * What people do about a deployment: they roll it back when production failed,
 * now and then although it had arrived, and now and then they deploy the same
 * once more.
 */
export function followUps(
  random: Random,
  deployed: RunPlan,
  { before, scene, until }: Surroundings,
): RunPlan[] {
  const [attempt] = deployed.attempts;
  const touched = attempt.jobs.filter(
    ({ runner, template }) =>
      runner && template.deploysTo?.environment.startsWith('production'),
  );
  const failed = touched.some(({ conclusion }) => conclusion === 'failure');
  // A canary that is given up has gone back by itself.
  const caught = touched.every(
    ({ conclusion, template }) =>
      conclusion === 'success' || template.deploysTo?.by === 'argorollouts',
  );
  const regrets = random.chance(0.05);
  const repeats = random.chance(0.04);
  const rollBackAfter = random.logNormal(
    failed ? 9 * MINUTE : 40 * MINUTE,
    0.5,
  );
  const base = {
    repository: deployed.repository,
    event: 'workflow_dispatch' as const,
    ref: 'main',
    actor: deployed.repository.team[0],
    attempts: 1,
    passes: true,
  };
  const wanted = failed ? !caught : regrets && !scene;
  if (wanted && before && touched.length > 0 && !scene?.leftFailing) {
    const names = new Set(touched.map(({ template }) => template.name));
    const createdAt = wholeSecond(attempt.finishedAt + rollBackAfter);
    return createdAt + 30 * MINUTE < until
      ? [
          planRun(random, {
            ...base,
            workflow: rollBack(deployed.workflow, names),
            commit: before.head.commit,
            title: `roll back ${deployed.release} to ${before.version}`,
            release: before.version,
            isRollback: true,
            createdAt,
          }),
        ]
      : [];
  }
  const againAt = wholeSecond(attempt.finishedAt + 3 * HOUR);
  if (!repeats || scene || attempt.conclusion !== 'success') return [];
  return againAt + 2 * HOUR < until
    ? [
        planRun(random, {
          ...base,
          workflow: deployed.workflow,
          commit: deployed.commit,
          title: `deploy ${deployed.release} again: new nodes`,
          release: deployed.release,
          createdAt: againAt,
        }),
      ]
    : [];
}
