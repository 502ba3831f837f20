import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import {
  eventInputSchema,
  eventRegistry,
} from '@quarterdeck/plugin-ingest-common';
import {
  exampleEvent,
  secretVariable,
  sendSnippet,
  shellQuoted,
  sourceConfigSnippet,
  sourceIdProblem,
} from './sendSnippets';

/** Runs the snippet in a real shell with a `curl` that prints its arguments. */
const run = (snippet: string, env: Record<string, string>) =>
  execFileSync(
    'bash',
    ['-c', `curl() { printf '%s\\n' "$@"; }; gzip() { :; }\n${snippet}`],
    { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } },
  );

describe('sendSnippet', () => {
  it('signs what it sends to GitHub’s door', () => {
    const out = run(sendSnippet('github', 'code-host', 'http://h/api/ingest'), {
      CODE_HOST_SECRET: 's3cret-s3cret',
    });
    const body = '{"zen":"Hello from a shell","hook_id":1}';
    const signature = createHmac('sha256', 's3cret-s3cret')
      .update(body)
      .digest('hex');
    expect(out).toContain('http://h/api/ingest/v1/hooks/code-host');
    expect(out).toContain(`X-Hub-Signature-256: sha256=${signature}`);
    expect(out).toContain(body);
  });

  it('sends events with the token of the source', () => {
    const out = run(sendSnippet('events', 'ci', 'http://h/api/ingest'), {
      CI_TOKEN: 'abc',
    });
    expect(out).toContain('Authorization: Bearer abc');
    expect(out).toContain('http://h/api/ingest/v1/events');
  });

  it('keeps an address from reaching the shell', () => {
    const out = run(sendSnippet('reports', 'x', "http://h/';echo pwned;'"), {
      X_TOKEN: 't',
    });
    expect(out).not.toMatch(/^pwned/m);
    expect(shellQuoted("a'b")).toBe(`'a'\\''b'`);
  });
});

it('shows an event the door takes', () => {
  const event = exampleEvent('2026-01-02T03:04:05Z');
  expect(eventInputSchema.safeParse(event).error).toBeUndefined();
  expect(
    eventRegistry['release.v1'].safeParse(event.data).error,
  ).toBeUndefined();
});

it('names the variable of a secret and never writes one down', () => {
  expect(secretVariable('9-code.host')).toBe('SOURCE_9_CODE_HOST_SECRET');
  expect(sourceConfigSnippet('github', 'code-host')).toContain(
    '$env: CODE_HOST_SECRET',
  );
  expect(sourceConfigSnippet('events', 'ci')).toContain('- ci');
});

it.each([
  ['code-host', true],
  ['-x', false],
  ['A', false],
  ['a'.repeat(64), false],
])('takes %s as an id: %s', (id, good) => {
  expect(sourceIdProblem(id) === undefined).toBe(good);
});
