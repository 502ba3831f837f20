import { pools } from '../organisation/pools';
import { JobTemplate, WorkflowTemplate } from '../organisation/workflows';
import { Person } from '../organisation/people';
import { HOUR, MINUTE, SECOND, startOfDay, wholeSecond } from './clock';
import { AttemptPlan, Conclusion, Gate, JobPlan, StepPlan } from './plan';
import { Random } from './random';

/** What is decided about an attempt before it runs; the rest is chance. */
export interface AttemptWish {
  attempt: number;
  by: Person;
  startedAt: number;
  /** Exactly this job fails, or none. Chance decides when left out. */
  failing?: string | 'none';
  /** How long the reviewers of an environment take. */
  approval?: { afterMs: number; by: Person; decision?: Gate['decision'] };
  /** Instead of the pool's queue, for a job that is stuck in it. */
  queueSeconds?: number;
  /** How long a job runs, where that is no matter of chance. */
  lasts?: { job: string; seconds: number };
}

/** Runs a workflow on paper: when each job waits, runs and ends. */
export function planAttempt(
  random: Random,
  workflow: WorkflowTemplate,
  wish: AttemptWish,
): AttemptPlan {
  const jobs = new Map<string, JobPlan>();
  for (const template of workflow.jobs) {
    const needed = template.needs.flatMap(name => jobs.get(name) ?? []);
    const readyAt = Math.max(
      wish.startedAt + 2 * SECOND,
      ...needed.map(job => job.finishedAt + SECOND),
    );
    const runs = needed.every(job => job.conclusion === 'success');
    jobs.set(
      template.name,
      runs
        ? planJob(random, template, readyAt, wish)
        : notRun(template, readyAt, 'skipped'),
    );
  }
  const all = [...jobs.values()];
  return {
    attempt: wish.attempt,
    by: wish.by,
    startedAt: wish.startedAt,
    finishedAt: Math.max(...all.map(job => job.finishedAt)) + 2 * SECOND,
    conclusion: conclusionOf(all),
    jobs: all,
  };
}

/** The attempt as it ends when somebody (or a newer push) cancels it then. */
export function cancelAttempt(attempt: AttemptPlan, at: number): AttemptPlan {
  if (attempt.finishedAt <= at) return attempt;
  const jobs = attempt.jobs.map(job => {
    if (job.finishedAt <= at) return job;
    const endedAt = Math.max(at, job.startedAt) + 4 * SECOND;
    if (job.startedAt >= at || !job.runner) {
      const createdAt = Math.min(job.createdAt, at);
      return notRun(job.template, createdAt, 'cancelled', at + SECOND);
    }
    return {
      ...job,
      finishedAt: endedAt,
      conclusion: 'cancelled' as const,
      steps: cutSteps(job.steps, at, endedAt),
    };
  });
  return {
    ...attempt,
    jobs,
    conclusion: 'cancelled',
    finishedAt: Math.max(...jobs.map(job => job.finishedAt)) + SECOND,
  };
}

/** An attempt in which no job had anything to do. */
export function skippedAttempt(
  workflow: WorkflowTemplate,
  by: Person,
  at: number,
): AttemptPlan {
  return {
    attempt: 1,
    by,
    startedAt: at,
    finishedAt: at + 3 * SECOND,
    conclusion: 'skipped',
    jobs: workflow.jobs.map(job => notRun(job, at + 2 * SECOND, 'skipped')),
  };
}

function conclusionOf(jobs: JobPlan[]): Conclusion {
  for (const bad of ['failure', 'timed_out', 'cancelled'] as const) {
    if (jobs.some(job => job.conclusion === bad)) {
      // GitHub calls a run with a job that ran out of time failed.
      return bad === 'timed_out' ? 'failure' : bad;
    }
  }
  return 'success';
}

function notRun(
  template: JobTemplate,
  at: number,
  conclusion: Conclusion,
  finishedAt = at,
): JobPlan {
  return {
    template,
    createdAt: at,
    startedAt: finishedAt,
    finishedAt,
    conclusion,
    steps: [],
  };
}

function planJob(
  random: Random,
  template: JobTemplate,
  createdAt: number,
  wish: AttemptWish,
): JobPlan {
  const { fails, pool, deploysTo } = template;
  const queue = wish.queueSeconds ?? queueSeconds(random, template, createdAt);
  const luck = random.next();
  const usual = Math.max(4, random.logNormal(template.medianSeconds, 0.16));
  const seconds =
    wish.lasts?.job === template.name ? wish.lasts.seconds : usual;
  const stuck = random.chance(0.0006);
  const runner = random.int(1, pools[pool].runners);

  const gate = deploysTo?.gate ? planGate(wish, createdAt) : undefined;
  if (gate?.decision === 'rejected') {
    return { ...notRun(template, createdAt, 'failure', gate.decidedAt), gate };
  }
  const startedAt = wholeSecond(
    (gate?.decidedAt ?? createdAt) + Math.max(1, queue) * SECOND,
  );
  const failed =
    wish.failing === undefined
      ? luck < (fails?.ratio ?? 0)
      : wish.failing === template.name;
  const timedOut = !failed && wish.failing === undefined && stuck;
  const conclusion = failed ? 'failure' : 'success';
  const steps = planSteps(random, template, startedAt, seconds, {
    conclusion: timedOut ? 'timed_out' : conclusion,
    step: fails?.step ?? template.steps[template.steps.length - 1],
  });
  return {
    template,
    createdAt,
    gate,
    startedAt,
    finishedAt: steps[steps.length - 1].finishedAt + SECOND,
    conclusion: timedOut ? 'timed_out' : conclusion,
    runner: { id: runner, name: `${pool}-${runner}` },
    steps,
  };
}

/** Queues are longer while everybody works. */
function queueSeconds(
  random: Random,
  { pool }: JobTemplate,
  at: number,
): number {
  const { medianQueueSeconds, busyFactor } = pools[pool];
  const hour = (at - startOfDay(at)) / HOUR;
  const weekday = new Date(at).getUTCDay();
  const busy = weekday % 6 !== 0 && hour > 8.5 && hour < 17;
  return random.logNormal(medianQueueSeconds * (busy ? busyFactor : 1), 0.7);
}

function planGate({ approval, by }: AttemptWish, askedAt: number): Gate {
  return {
    askedAt,
    decidedAt: wholeSecond(askedAt + (approval?.afterMs ?? 10 * MINUTE)),
    decision: approval?.decision ?? 'approved',
    by: approval?.by ?? by,
  };
}

function planSteps(
  random: Random,
  template: JobTemplate,
  startedAt: number,
  seconds: number,
  end: { conclusion: 'success' | 'failure' | 'timed_out'; step: string },
): StepPlan[] {
  const names = ['Set up job', 'Check out', ...template.steps, 'Complete job'];
  // The last of its own steps is what the job is for.
  const weights = names.map((name, index) => {
    if (index === 0 || index === names.length - 1) return 0.02;
    return name === 'Check out' ? 0.03 : 0.5 + random.next();
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const last = names.length - 1;
  let at = startedAt;
  let broken = false;
  return names.map((name, index) => {
    const hit = name === end.step && end.conclusion !== 'success';
    const skipped = broken && index !== last;
    const share = (weights[index] / total) * seconds;
    const outOfTime = hit && end.conclusion === 'timed_out';
    const took = outOfTime ? 60 * 60 : Math.max(1, Math.round(share));
    const step: StepPlan = {
      number: index + 1,
      name,
      startedAt: at,
      finishedAt: skipped ? at : at + took * SECOND,
      conclusion: skipped ? 'skipped' : 'success',
    };
    if (hit) {
      step.conclusion = outOfTime ? 'cancelled' : 'failure';
      broken = true;
    }
    at = step.finishedAt;
    return step;
  });
}

function cutSteps(steps: StepPlan[], at: number, endedAt: number): StepPlan[] {
  return steps.map(step => {
    if (step.finishedAt <= at) return step;
    if (step.startedAt >= at) {
      return {
        ...step,
        startedAt: endedAt,
        finishedAt: endedAt,
        conclusion: 'skipped',
      };
    }
    return { ...step, finishedAt: endedAt, conclusion: 'cancelled' };
  });
}
