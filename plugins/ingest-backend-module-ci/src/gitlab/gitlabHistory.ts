import {
  HistoryDelivery,
  HistoryPage,
  HistoryRequest,
  HistorySource,
} from '@quarterdeck/plugin-ingest-node';
import {
  apiHeader,
  apiId,
  apiList,
  ApiObject,
  apiObject,
  apiText,
} from '../historyReading';

type ReadInput = Parameters<HistorySource['read']>[0];

/** The project every body is put beside, carried along as text. */
interface Project {
  /** `/projects/7` */
  path: string;
  project: ApiObject;
  context: Record<string, string>;
}

const none: HistoryPage = { deliveries: [], next: [] };
const perPage = 100;

const list = (path: string, query = '') =>
  `${path}?per_page=${perPage}&page=1${query}`;

/** GitLab names the next page in a header; it is empty on the last one. */
function nextPage({ request, headers }: ReadInput): HistoryRequest[] {
  const next = apiHeader(headers, 'x-next-page');
  return next && /^\d{1,9}$/.test(next)
    ? [
        {
          ...request,
          path: request.path.replace(/([?&]page=)\d+/, `$1${next}`),
        },
      ]
    : [];
}

const delivery = (
  kind: string,
  version: (string | undefined)[],
  body: ApiObject,
): HistoryDelivery => ({
  kind,
  version: version.map(part => part ?? '').join(':'),
  headers: { 'x-gitlab-event': 'History' },
  body,
});

const readers = new Map<
  string,
  (input: ReadInput, project: Project) => HistoryPage
>([
  ['pipelines', readPipelines],
  ['pipeline', readPipeline],
  ['jobs', readJobs],
  ['deployments', readDeployments],
  ['merge requests', readMergeRequests],
]);

/**
 * GitLab's history: pipelines with all of their jobs, deployments and merge
 * requests. Bodies are put together as its webhooks would be.
 */
export const gitlabHistory: HistorySource = {
  kind: 'gitlab',
  defaultBaseUrl: 'https://gitlab.com/api/v4',
  authorization: token => ({ authorization: `Bearer ${token}` }),
  start: ({ projects, since }) =>
    projects.length > 0
      ? projects.map(project => ({
          kind: 'project',
          path: `/projects/${encodeURIComponent(project)}`,
        }))
      : [
          {
            kind: 'projects',
            path: list(
              '/projects',
              `&membership=true&simple=true&last_activity_after=${since.toISOString()}`,
            ),
          },
        ],
  read(input) {
    const { request, body } = input;
    if (request.kind === 'projects') {
      return {
        deliveries: [],
        next: [
          ...apiList(body).flatMap(project => {
            const id = apiId(project.id);
            return id ? [{ kind: 'project', path: `/projects/${id}` }] : [];
          }),
          ...nextPage(input),
        ],
      };
    }
    if (request.kind === 'project') return readProject(input);
    const project = projectOf(request);
    const reader = readers.get(request.kind);
    return project && reader ? reader(input, project) : none;
  },
};

function projectOf({ context }: HistoryRequest): Project | undefined {
  if (!context?.project) return undefined;
  const project = apiObject(JSON.parse(context.project));
  const id = apiId(project.id);
  return id ? { path: `/projects/${id}`, project, context } : undefined;
}

function readProject({ body, since }: ReadInput): HistoryPage {
  const project = apiObject(body);
  const id = apiId(project.id);
  if (!id) return none;
  const kept = [
    'id',
    'name',
    'web_url',
    'path_with_namespace',
    'default_branch',
    'ci_config_path',
  ].map(key => [key, project[key]]);
  const context = { project: JSON.stringify(Object.fromEntries(kept)) };
  const after = `&updated_after=${since.toISOString()}`;
  const path = `/projects/${id}`;
  return {
    deliveries: [],
    next: [
      {
        kind: 'pipelines',
        path: list(`${path}/pipelines`, `${after}&order_by=updated_at`),
        context,
      },
      {
        kind: 'deployments',
        path: list(`${path}/deployments`, `${after}&order_by=updated_at`),
        context,
      },
      {
        kind: 'merge requests',
        path: list(
          `${path}/merge_requests`,
          `${after}&state=all&scope=all&order_by=updated_at`,
        ),
        context,
      },
    ],
  };
}

function readPipelines(
  input: ReadInput,
  { path, context }: Project,
): HistoryPage {
  return {
    deliveries: [],
    next: [
      ...apiList(input.body).flatMap(pipeline => {
        const id = apiId(pipeline.id);
        return id
          ? [{ kind: 'pipeline', path: `${path}/pipelines/${id}`, context }]
          : [];
      }),
      ...nextPage(input),
    ],
  };
}

/** The list leaves out who, when and how long; the pipeline itself has it. */
function readPipeline(
  { body }: ReadInput,
  { path, context }: Project,
): HistoryPage {
  const pipeline = apiObject(body);
  const id = apiId(pipeline.id);
  if (!id) return none;
  return {
    deliveries: [],
    next: [
      {
        kind: 'jobs',
        path: list(`${path}/pipelines/${id}/jobs`, '&include_retried=true'),
        context: { ...context, pipeline: JSON.stringify(pipeline) },
      },
    ],
  };
}

/** A pipeline with its jobs, as a Pipeline Hook has them in one body. */
function readJobs(input: ReadInput, { project }: Project): HistoryPage {
  const { request, body } = input;
  const pipeline = apiObject(JSON.parse(request.context?.pipeline ?? '{}'));
  const page = /[?&]page=(\d+)/.exec(request.path)?.[1];
  return {
    deliveries: [
      delivery(
        'pipeline',
        [apiId(pipeline.id), page, apiText(pipeline.updated_at)],
        {
          object_kind: 'pipeline',
          object_attributes: pipeline,
          user: pipeline.user,
          project,
          builds: apiList(body),
        },
      ),
    ],
    next: nextPage(input),
  };
}

function readDeployments(input: ReadInput, { project }: Project): HistoryPage {
  return {
    deliveries: apiList(input.body).map(deployment => {
      const environment = apiObject(deployment.environment);
      const job = apiObject(deployment.deployable);
      const sha = apiText(deployment.sha);
      return delivery(
        'deployment',
        [apiId(deployment.id), '1', apiText(deployment.updated_at)],
        {
          object_kind: 'deployment',
          deployment_id: deployment.id,
          status: deployment.status,
          status_changed_at:
            apiText(job.finished_at) ?? apiText(deployment.updated_at),
          environment: environment.name,
          environment_tier: environment.tier,
          environment_external_url: environment.external_url,
          ref: deployment.ref,
          short_sha: sha,
          commit_url: sha && `${project.web_url}/-/commit/${sha}`,
          commit_title: apiObject(job.commit).title,
          deployable_id: job.id,
          deployable_url: job.web_url,
          user: deployment.user,
          project,
        },
      );
    }),
    next: nextPage(input),
  };
}

function readMergeRequests(
  input: ReadInput,
  { project }: Project,
): HistoryPage {
  return {
    deliveries: apiList(input.body).map(merge => {
      const author = apiObject(merge.author);
      return delivery(
        'change',
        [apiId(merge.id), '1', apiText(merge.updated_at)],
        {
          object_kind: 'merge_request',
          // Who opened it matters more than who merged it, and a hook names one.
          user: author,
          project,
          object_attributes: {
            ...merge,
            author_id: author.id,
            url: merge.web_url,
            last_commit: { id: merge.sha },
            labels: Array.isArray(merge.labels)
              ? merge.labels.map((title: unknown) => ({ title }))
              : [],
          },
        },
      );
    }),
    next: nextPage(input),
  };
}
