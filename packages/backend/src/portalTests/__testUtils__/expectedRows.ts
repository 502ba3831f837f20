import { z } from 'zod';
import { GithubBody } from './githubBodies';

const text = z.string().nullish();
const time = z
  .string()
  .nullish()
  .transform(value => (value ? new Date(value).toISOString() : undefined));
const app = z.object({ id: z.number().nullish(), slug: text }).nullish();

const runSchema = z.object({
  id: z.number(),
  run_attempt: z.number().nullish(),
  run_number: z.number(),
  event: z.string(),
  status: z.string(),
  conclusion: text,
  head_branch: text,
  head_sha: z.string(),
  created_at: time,
  run_started_at: time,
  updated_at: time,
});
const stepSchema = z.object({
  number: z.number(),
  name: z.string(),
  started_at: time,
  completed_at: time,
});
const jobSchema = z.object({
  id: z.number(),
  run_id: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: text,
  head_sha: z.string(),
  created_at: time,
  started_at: time,
  completed_at: time,
  steps: z.array(stepSchema),
});
const suiteSchema = z.object({
  id: z.number(),
  status: text,
  conclusion: text,
  head_branch: text,
  head_sha: z.string(),
  latest_check_runs_count: z.number().nullish(),
  created_at: time,
  updated_at: time,
  app,
});
const checkSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: text,
  head_sha: z.string(),
  started_at: time,
  completed_at: time,
  app,
  check_suite: z.object({ id: z.number(), updated_at: time }),
});
const deploymentSchema = z.object({
  id: z.number(),
  environment: z.string(),
  ref: text,
  sha: text,
  created_at: time,
});
const statusSchema = z.object({
  state: z.string(),
  created_at: time,
  updated_at: time,
});
const pullSchema = z.object({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  merged: z.boolean().nullish(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  created_at: time,
  updated_at: time,
  merged_at: time,
  closed_at: time,
});
const bodySchema = z.object({
  repository: z
    .object({ full_name: z.string(), html_url: z.string() })
    .nullish(),
  workflow_run: z.unknown().optional(),
  workflow_job: z.unknown().optional(),
  check_suite: z.unknown().optional(),
  check_run: z.unknown().optional(),
  deployment: z.unknown().optional(),
  deployment_status: z.unknown().optional(),
  pull_request: z.unknown().optional(),
});

/** What the API must show of one object. */
export type ExpectedRow = Record<string, unknown>;

/** The lists of the pipelines API that bodies fill. */
export type ListName = 'runs' | 'jobs' | 'deployments' | 'changes';

interface Report {
  key: string;
  /** Further along counts; then later; then the one posted later. */
  rank: number;
  at: string;
  row: ExpectedRow;
}

const order = ['pending', 'waiting_gate', 'executing', 'completed'];
const stateOf: Record<string, string> = {
  queued: 'pending',
  waiting: 'waiting_gate',
  in_progress: 'executing',
  completed: 'completed',
};
const resultOf: Record<string, string> = {
  success: 'success',
  failure: 'failure',
  cancelled: 'cancelled',
  timed_out: 'timeout',
  startup_failure: 'error',
  skipped: 'skipped',
  neutral: 'neutral',
};

/** By GitHub's documentation: "action required" waits for a person, whatever its status says. */
function progress(
  status: string | null | undefined,
  conclusion?: string | null,
) {
  const state =
    conclusion === 'action_required'
      ? 'waiting_gate'
      : stateOf[status ?? ''] ?? 'pending';
  const over = state === 'completed';
  return {
    state,
    over,
    begun: over || state === 'executing',
    rank: order.indexOf(state),
    result: over ? resultOf[conclusion ?? ''] ?? 'unknown' : undefined,
  };
}

const isActions = (owner: z.output<typeof app>) =>
  owner?.slug ? owner.slug === 'github-actions' : owner?.id === 15368;

const newest = (...times: (string | undefined)[]) =>
  times
    .filter(value => value !== undefined)
    .sort()
    .at(-1) ?? '';

type Body = z.output<typeof bodySchema>;
type Reader = (
  body: Body,
  place: { instance: string; project: string },
) => Report | undefined;

const readers: Record<string, { list: ListName; read: Reader }> = {
  workflow_run: {
    list: 'runs',
    read: (body, place) => {
      const run = runSchema.parse(body.workflow_run);
      const { state, result, over, begun, rank } = progress(
        run.status,
        run.conclusion,
      );
      const attempt = run.run_attempt ?? 1;
      return {
        key: `${place.instance}/${run.id}/${attempt}`,
        rank,
        at: run.updated_at ?? '',
        row: {
          externalId: `${run.id}`,
          attempt,
          number: run.run_number,
          state,
          result,
          rawState: run.status,
          rawResult: run.conclusion,
          rawTrigger: run.event,
          branch: run.event === 'release' ? undefined : run.head_branch,
          sha: run.head_sha,
          createdAt: run.created_at,
          queuedAt: attempt === 1 ? run.created_at : run.run_started_at,
          startedAt: begun ? run.run_started_at : undefined,
          finishedAt: over ? run.updated_at : undefined,
        },
      };
    },
  },
  check_suite: {
    list: 'runs',
    read: (body, place) => {
      const suite = suiteSchema.parse(body.check_suite);
      if (isActions(suite.app) || suite.latest_check_runs_count === 0) {
        return undefined;
      }
      const { state, result, over, rank } = progress(
        suite.status,
        suite.conclusion,
      );
      return {
        key: `${place.instance}/check-suite:${suite.id}/1`,
        rank,
        at: suite.updated_at ?? '',
        row: {
          externalId: `check-suite:${suite.id}`,
          attempt: 1,
          state,
          result,
          branch: suite.head_branch,
          sha: suite.head_sha,
          createdAt: suite.created_at,
          finishedAt: over ? suite.updated_at : undefined,
        },
      };
    },
  },
  workflow_job: {
    list: 'jobs',
    read: (body, place) => {
      const job = jobSchema.parse(body.workflow_job);
      const { state, result, over, begun, rank } = progress(
        job.status,
        job.conclusion,
      );
      return {
        key: `${place.instance}/${job.id}`,
        rank,
        at: newest(
          job.created_at,
          job.started_at,
          job.completed_at,
          ...job.steps.flatMap(step => [step.started_at, step.completed_at]),
        ),
        row: {
          externalId: `${job.id}`,
          runExternalId: `${job.run_id}`,
          name: job.name,
          state,
          result,
          sha: job.head_sha,
          createdAt: job.created_at,
          queuedAt: job.created_at ?? (begun ? undefined : job.started_at),
          startedAt: begun ? job.started_at : undefined,
          finishedAt: over ? job.completed_at : undefined,
          steps: job.steps.length
            ? job.steps.map(step => ({ ordinal: step.number, name: step.name }))
            : undefined,
        },
      };
    },
  },
  check_run: {
    list: 'jobs',
    read: (body, place) => {
      const check = checkSchema.parse(body.check_run);
      if (isActions(check.app)) return undefined;
      const { state, result, over, begun, rank } = progress(
        check.status,
        check.conclusion,
      );
      return {
        key: `${place.instance}/check-run:${check.id}`,
        rank,
        at:
          newest(check.started_at, check.completed_at) ||
          (check.check_suite.updated_at ?? ''),
        row: {
          externalId: `check-run:${check.id}`,
          runExternalId: `check-suite:${check.check_suite.id}`,
          name: check.name,
          state,
          result,
          sha: check.head_sha,
          startedAt: begun ? check.started_at : undefined,
          finishedAt: over ? check.completed_at : undefined,
        },
      };
    },
  },
  deployment: { list: 'deployments', read: readDeployment },
  deployment_status: { list: 'deployments', read: readDeployment },
  pull_request: {
    list: 'changes',
    read: (body, place) => {
      const pull = pullSchema.parse(body.pull_request);
      const merged = pull.merged ?? pull.merged_at !== undefined;
      const closed = merged ? 'merged' : 'closed';
      return {
        key: `${place.instance}/${place.project}/${pull.number}`,
        rank: merged ? 1 : 0,
        at: pull.updated_at ?? '',
        row: {
          externalId: `${pull.number}`,
          number: pull.number,
          title: pull.title,
          state: pull.state === 'open' ? 'open' : closed,
          sourceBranch: pull.head.ref,
          targetBranch: pull.base.ref,
          headSha: pull.head.sha,
          createdAt: pull.created_at,
          mergedAt: merged ? pull.merged_at : undefined,
          closedAt: pull.closed_at,
        },
      };
    },
  },
};

const ends: Record<string, string> = {
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
};
const underWay: Record<string, string> = {
  in_progress: 'in_progress',
  waiting: 'waiting_gate',
  inactive: 'superseded',
};
const ranks = ['queued', 'in_progress', 'waiting_gate'];

function readDeployment(
  body: Body,
  place: { instance: string; project: string },
): Report {
  const deployment = deploymentSchema.parse(body.deployment);
  const status = statusSchema.optional().parse(body.deployment_status);
  const outcome = ends[status?.state ?? ''];
  const state = outcome ?? underWay[status?.state ?? ''] ?? 'queued';
  const rankOfEnd = state === 'superseded' ? 3 : 2;
  return {
    key: `${place.instance}/${deployment.id}`,
    rank: ranks.includes(state) ? Math.min(ranks.indexOf(state), 1) : rankOfEnd,
    at: status?.updated_at ?? status?.created_at ?? deployment.created_at ?? '',
    row: {
      externalId: `${deployment.id}`,
      environment: deployment.environment,
      state,
      outcome,
      ref: deployment.ref,
      sha: deployment.sha,
      createdAt: deployment.created_at,
      startedAt: state === 'in_progress' ? status?.created_at : undefined,
      finishedAt: outcome ? status?.created_at : undefined,
    },
  };
}

/**
 * What each list must hold after these deliveries, read straight from the bodies. Of several
 * bodies about one object the one furthest along counts, then the latest, then the one posted
 * last; what it leaves out comes from the others.
 */
export function expectedRows(
  bodies: readonly GithubBody[],
): Record<ListName, Record<string, ExpectedRow>> {
  const reports: Record<ListName, (Report & { position: number })[]> = {
    runs: [],
    jobs: [],
    deployments: [],
    changes: [],
  };
  bodies.forEach(({ event, text: json }, position) => {
    const reader = readers[event];
    if (!reader) return;
    const body = bodySchema.parse(JSON.parse(json));
    if (!body.repository) return;
    const report = reader.read(body, {
      instance: new URL(body.repository.html_url).host,
      project: body.repository.full_name,
    });
    if (report) reports[reader.list].push({ ...report, position });
  });
  return {
    runs: merge(reports.runs),
    jobs: merge(reports.jobs),
    deployments: merge(reports.deployments),
    changes: merge(reports.changes),
  };
}

function merge(
  reports: (Report & { position: number })[],
): Record<string, ExpectedRow> {
  const rows: Record<string, ExpectedRow> = {};
  const best = [...reports].sort(
    (a, b) =>
      b.rank - a.rank || b.at.localeCompare(a.at) || b.position - a.position,
  );
  for (const { key, row } of best) {
    const known = (rows[key] ??= {});
    for (const [name, value] of Object.entries(row)) {
      known[name] ??= value ?? null;
    }
  }
  return rows;
}
