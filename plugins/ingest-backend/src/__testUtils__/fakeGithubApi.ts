import http from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as the API saw it. */
export interface SeenCall {
  method: string;
  path: string;
  authorization?: string;
}

/** An answer of the fake API. */
export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Never answers; the caller goes away. */
  hang?: boolean;
}

/** GitHub's API in small: one repository with runs, a deployment and a change. */
export async function startFakeGithubApi(options: { runs: number }) {
  const calls: SeenCall[] = [];
  /** Answers given once, before the usual one, by a part of the path. */
  const once: { part: string; answer: FakeAnswer; asked: () => void }[] = [];
  const begin = Date.now() - 3_600_000;
  const at = (second: number) => new Date(begin + second * 1000).toISOString();
  const run = (id: number, attempt: number) => ({
    id,
    name: 'CI',
    run_attempt: attempt,
    run_number: id,
    status: 'completed',
    conclusion: attempt === 1 && id === 1 ? 'failure' : 'success',
    created_at: at(id),
    run_started_at: at(id),
    updated_at: at(id + attempt),
    head_sha: 'a'.repeat(40),
  });
  const old = {
    ...run(9999, 1),
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };

  const usual = (method: string, url: URL): FakeAnswer => {
    const page = Number(url.searchParams.get('page') ?? 1);
    const base = '/repos/acme/shop';
    const path = url.pathname;
    if (path === base) {
      return {
        body: {
          id: 1,
          full_name: 'acme/shop',
          html_url: 'https://github.com/acme/shop',
          default_branch: 'main',
        },
      };
    }
    if (path === `${base}/actions/runs`) {
      const all = [
        ...Array.from({ length: options.runs }, (_, i) =>
          run(options.runs - i, options.runs - i === 1 ? 2 : 1),
        ),
        old,
      ];
      return {
        body: { workflow_runs: all.slice((page - 1) * 100, page * 100) },
      };
    }
    const attempt = /runs\/(\d+)\/attempts\/(\d+)$/.exec(path);
    if (attempt) return { body: run(Number(attempt[1]), Number(attempt[2])) };
    const jobs = /runs\/(\d+)\/jobs$/.exec(path);
    if (jobs) {
      const id = Number(jobs[1]);
      return {
        body: {
          jobs: [
            {
              id: id * 10,
              run_id: id,
              run_attempt: 1,
              name: 'build',
              status: 'completed',
              conclusion: 'success',
              started_at: at(id),
              completed_at: at(id + 1),
            },
          ],
        },
      };
    }
    if (path === `${base}/deployments`) {
      return {
        body: [{ id: 5, environment: 'production', created_at: at(1) }],
      };
    }
    if (path === `${base}/deployments/5/statuses`) {
      return {
        body: [
          { id: 50, state: 'success', created_at: at(2), updated_at: at(2) },
        ],
      };
    }
    if (path === `${base}/pulls`) {
      return {
        body: [
          {
            number: 12,
            title: 'Faster',
            state: 'closed',
            merged_at: at(3),
            updated_at: at(3),
          },
        ],
      };
    }
    if (path === `${base}/hooks`) {
      return {
        body: [
          { id: 3, config: { url: 'https://portal/api/ingest/v1/hooks/past' } },
          { id: 4, config: { url: 'https://elsewhere/hooks/other' } },
        ],
      };
    }
    if (path === `${base}/hooks/3/deliveries`) {
      return {
        body: [
          { id: 31, guid: 'lost', status_code: 502, delivered_at: at(1) },
          { id: 32, guid: 'late', status_code: 200, delivered_at: at(1) },
          { id: 33, guid: 'late', status_code: 500, delivered_at: at(1) },
        ],
      };
    }
    if (
      method === 'POST' &&
      path === `${base}/hooks/3/deliveries/31/attempts`
    ) {
      return { status: 202, body: {} };
    }
    return { status: 404, body: { message: 'Not Found' } };
  };

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const path = url.pathname;
    calls.push({
      method: request.method ?? '',
      path,
      authorization: request.headers.authorization,
    });
    const index = once.findIndex(({ part }) => path.includes(part));
    const [special] = index >= 0 ? once.splice(index, 1) : [];
    special?.asked();
    const answer = special?.answer ?? usual(request.method ?? '', url);
    if (answer.hang) return;
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    /** Answers once like this, when a path contains `part`; resolves when asked. */
    next: (part: string, answer: FakeAnswer) =>
      new Promise<void>(asked => {
        once.push({ part, answer, asked });
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
}
