import { DemoRepository } from '../organisation/repositories';
import { DAY, HOUR, MINUTE, SECOND, startOfDay, wholeSecond } from './clock';
import { RunPlan } from './plan';
import { PlanFrame } from './planPulls';
import { headAt, MainCommit } from './planMain';
import { planRun } from './planRun';
import { Random } from './random';
import { openSchedules } from './scenes';

/** The runs that the clock starts. */
export function planSchedules(
  random: Random,
  repository: DemoRepository,
  main: MainCommit[],
  { from, to }: PlanFrame,
): RunPlan[] {
  return repository.schedules.flatMap(({ workflow, hourUtc, weekday }) => {
    const open = openSchedules.find(
      scene =>
        scene.repository === repository.name &&
        scene.workflow === workflow.name,
    );
    const run = (createdAt: number, queueSeconds?: number) =>
      planRun(random, {
        repository,
        workflow,
        event: 'schedule',
        ref: 'main',
        commit: headAt(main, createdAt).commit,
        title: workflow.name,
        actor: repository.team[0],
        createdAt,
        attempts: random.chance(0.4) ? 2 : 1,
        rerunAfterMs: 4 * HOUR + random.int(0, 90) * MINUTE,
        passes: open && createdAt > to - HOUR ? true : undefined,
        queueSeconds,
      });
    const runs: RunPlan[] = [];
    for (let day = startOfDay(from); day < to; day += DAY) {
      if (weekday !== undefined && new Date(day).getUTCDay() !== weekday) {
        continue;
      }
      const at = day + hourUtc * HOUR + random.int(20, 400) * SECOND;
      // The open one at the end takes the place of the last regular one.
      if (at >= from && at < to - (open ? 2 * HOUR : 0)) runs.push(run(at));
    }
    if (open) {
      runs.push(
        run(wholeSecond(to - open.minutesAgo * MINUTE), open.queueSeconds),
      );
    }
    return runs;
  });
}
