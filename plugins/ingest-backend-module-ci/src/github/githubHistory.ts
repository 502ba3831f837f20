import {
  HistoryDelivery,
  HistoryPage,
  HistoryRequest,
  HistorySource,
} from '@quarterdeck/plugin-ingest-node';
import {
  apiId,
  apiList,
  ApiObject,
  apiObject,
  apiText,
  isBefore,
} from '../historyReading';
import { readHookDeliveries, readHooks } from './githubRedelivery';

type ReadInput = Parameters<HistorySource['read']>[0];
type Reader = (input: ReadInput, project: Project) => HistoryPage;

/** The repository every body is put beside, carried along as text. */
interface Project {
  /** `/repos/acme/shop` */
  path: string;
  repository: ApiObject;
  context: Record<string, string>;
}

const perPage = 100;
/** Earlier attempts of one run that are asked for. */
const attemptsMax = 20;
const slug = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

const none: HistoryPage = { deliveries: [], next: [] };

const delivery = (
  event: string,
  kind: string,
  version: (string | number | undefined)[],
  body: ApiObject,
): HistoryDelivery => ({
  kind,
  version: version.map(part => part ?? '').join(':'),
  headers: { 'x-github-event': event },
  body,
});

const pageOf = (request: HistoryRequest) =>
  Number(/[?&]page=(\d{1,6})/.exec(request.path)?.[1] ?? 1);

/** The next page, when this one was full and not yet past the time asked for. */
function nextPage(
  request: HistoryRequest,
  count: number,
  past = false,
): HistoryRequest[] {
  if (count < perPage || past) return [];
  const page = pageOf(request);
  return [
    {
      ...request,
      path: request.path.replace(/([?&]page=)\d+/, `$1${page + 1}`),
    },
  ];
}

const repositoryRequest = (project: string): HistoryRequest => ({
  kind: 'repository',
  path: `/repos/${project}`,
});

const list = (path: string, query = '') =>
  `${path}?per_page=${perPage}&page=1${query}`;

const readers = new Map<string, Reader>([
  ['runs', readRuns],
  ['attempt', readAttempt],
  ['jobs', readJobs],
  ['deployments', readDeployments],
  ['statuses', readStatuses],
  ['pulls', readPulls],
  ['hooks', (input, { path, context }) => readHooks(input, path, context)],
  [
    'hook deliveries',
    (input, { path, context }) => readHookDeliveries(input, path, context),
  ],
]);

/**
 * GitHub's history: runs with all attempts and jobs, deployments with their
 * statuses, pull requests, and webhook deliveries that failed, which GitHub is
 * asked to send again. Bodies are put together as its webhooks would be.
 */
export const githubHistory: HistorySource = {
  kind: 'github',
  defaultBaseUrl: 'https://api.github.com',
  authorization: token => ({
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  }),
  start: ({ projects }) =>
    projects.length > 0
      ? projects.filter(project => slug.test(project)).map(repositoryRequest)
      : [{ kind: 'repositories', path: list('/user/repos', '&sort=pushed') }],
  read(input) {
    const { request, body, since } = input;
    if (request.kind === 'repositories') {
      const repositories = apiList(body);
      const last = repositories[repositories.length - 1];
      return {
        deliveries: [],
        next: [
          ...repositories.flatMap(repository => {
            const name = apiText(repository.full_name);
            return name &&
              slug.test(name) &&
              !isBefore(repository.pushed_at, since)
              ? [repositoryRequest(name)]
              : [];
          }),
          ...nextPage(
            request,
            repositories.length,
            isBefore(last?.pushed_at, since),
          ),
        ],
      };
    }
    if (request.kind === 'repository') return readRepository(body);
    const project = projectOf(request);
    const reader = readers.get(request.kind);
    return project && reader ? reader(input, project) : none;
  },
};

function projectOf({ context }: HistoryRequest): Project | undefined {
  if (!context?.repository) return undefined;
  const repository = apiObject(JSON.parse(context.repository));
  return { path: `/repos/${repository.full_name}`, repository, context };
}

function readRepository(body: unknown): HistoryPage {
  const { id, full_name, html_url, default_branch } = apiObject(body);
  const name = apiText(full_name);
  if (!name || !slug.test(name)) return none;
  const context = {
    repository: JSON.stringify({ id, full_name, html_url, default_branch }),
  };
  const path = `/repos/${name}`;
  return {
    deliveries: [],
    next: [
      { kind: 'runs', path: list(`${path}/actions/runs`), context },
      { kind: 'deployments', path: list(`${path}/deployments`), context },
      {
        kind: 'pulls',
        path: list(`${path}/pulls`, '&state=all&sort=updated&direction=desc'),
        context,
      },
      { kind: 'hooks', path: list(`${path}/hooks`), context },
    ],
  };
}

function runDelivery(run: ApiObject, repository: ApiObject): HistoryDelivery {
  return delivery(
    'workflow_run',
    'run',
    [apiId(run.id), apiId(run.run_attempt), apiText(run.updated_at)],
    {
      action: run.status === 'completed' ? 'completed' : 'in_progress',
      workflow_run: run,
      repository,
    },
  );
}

function readRuns(
  { request, body, since }: ReadInput,
  project: Project,
): HistoryPage {
  const { path, repository, context } = project;
  const runs = apiList(body, 'workflow_runs');
  // A re-run keeps its creation: what is unchanged since then is old.
  const fresh = runs.filter(run => !isBefore(run.updated_at, since));
  const last = runs[runs.length - 1];
  return {
    deliveries: fresh.map(run => runDelivery(run, repository)),
    next: [
      ...fresh.flatMap((run): HistoryRequest[] => {
        const id = apiId(run.id);
        if (!id) return [];
        const runPath = `${path}/actions/runs/${id}`;
        const attempts = Math.min(
          Number(apiId(run.run_attempt) ?? 1),
          attemptsMax + 1,
        );
        return [
          ...Array.from({ length: attempts - 1 }, (_, index) => ({
            kind: 'attempt',
            path: `${runPath}/attempts/${index + 1}`,
            context,
          })),
          {
            kind: 'jobs',
            path: list(`${runPath}/jobs`, '&filter=all'),
            context,
          },
        ];
      }),
      ...nextPage(request, runs.length, isBefore(last?.created_at, since)),
    ],
  };
}

function readAttempt(
  { body }: ReadInput,
  { repository }: Project,
): HistoryPage {
  const run = apiObject(body);
  return apiId(run.id)
    ? { deliveries: [runDelivery(run, repository)], next: [] }
    : none;
}

function readJobs(
  { request, body }: ReadInput,
  { repository }: Project,
): HistoryPage {
  const jobs = apiList(body, 'jobs');
  return {
    deliveries: jobs.map(job =>
      delivery(
        'workflow_job',
        'job',
        [
          apiId(job.id),
          apiId(job.run_attempt),
          // A job has no `updated_at`.
          apiText(job.completed_at) ?? `${job.status}@${job.started_at}`,
        ],
        { action: job.status, workflow_job: job, repository },
      ),
    ),
    next: nextPage(request, jobs.length),
  };
}

/** What a status' body needs of its deployment; payloads can be large. */
const slim = (deployment: ApiObject): ApiObject =>
  Object.fromEntries(
    [
      'id',
      'environment',
      'production_environment',
      'transient_environment',
      'ref',
      'sha',
      'task',
      'description',
      'creator',
      'created_at',
    ].map(key => [key, deployment[key]]),
  );

function readDeployments(
  { request, body, since }: ReadInput,
  project: Project,
): HistoryPage {
  const { path, repository, context } = project;
  const deployments = apiList(body);
  const fresh = deployments.filter(item => !isBefore(item.created_at, since));
  return {
    deliveries: fresh.map(deployment =>
      delivery(
        'deployment',
        'deployment',
        [apiId(deployment.id), 1, apiText(deployment.created_at)],
        { action: 'created', deployment, repository },
      ),
    ),
    next: [
      ...fresh.flatMap(deployment => {
        const id = apiId(deployment.id);
        return id
          ? [
              {
                kind: 'statuses',
                path: list(`${path}/deployments/${id}/statuses`),
                context: {
                  ...context,
                  deployment: JSON.stringify(slim(deployment)),
                },
              },
            ]
          : [];
      }),
      ...nextPage(
        request,
        deployments.length,
        fresh.length < deployments.length,
      ),
    ],
  };
}

function readStatuses(
  { request, body }: ReadInput,
  { repository }: Project,
): HistoryPage {
  const deployment = apiObject(JSON.parse(request.context?.deployment ?? '{}'));
  const statuses = apiList(body);
  return {
    deliveries: statuses.map(status =>
      delivery(
        'deployment_status',
        'status',
        [apiId(status.id), 1, apiText(status.updated_at)],
        {
          action: 'created',
          deployment,
          deployment_status: status,
          repository,
        },
      ),
    ),
    next: nextPage(request, statuses.length),
  };
}

function readPulls(
  { request, body, since }: ReadInput,
  { repository, path }: Project,
): HistoryPage {
  const pulls = apiList(body);
  const fresh = pulls.filter(pull => !isBefore(pull.updated_at, since));
  return {
    deliveries: fresh.map(pull => {
      const number = apiId(pull.number);
      return delivery(
        'pull_request',
        'change',
        [`${path}#${number}`, 1, apiText(pull.updated_at)],
        {
          action: pull.state === 'closed' ? 'closed' : 'synchronize',
          number: pull.number,
          pull_request: {
            ...pull,
            merged: apiText(pull.merged_at) !== undefined,
          },
          repository,
        },
      );
    }),
    next: nextPage(request, pulls.length, fresh.length < pulls.length),
  };
}
