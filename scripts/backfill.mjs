/* eslint-disable no-console */
import { parseArgs } from 'node:util';

// `npm run backfill -- <source> --since 30d`: fetches a source's history by the
// portal's own route, and shows how far it has come until it ends.
const usage = `Usage: npm run backfill -- <source> [--since 30d | 2026-01-31] [--url http://localhost:7007]

Without --since, one that failed or was stopped goes on where it was.
QUARTERDECK_TOKEN holds a token of backend.auth.externalAccess, QUARTERDECK_URL the portal's address.`;

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `30d`, `12h` or a date, as a time. */
export function sinceOf(text, now = Date.now()) {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const ms = amount ? now - Number(amount) * units[unit] : Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new Error(
      `--since "${text}" is neither a span such as 30d nor a date.`,
    );
  }
  return new Date(ms).toISOString();
}

const line = history =>
  `${history.state}: ${history.fetched} fetched in ${history.requests} calls, ` +
  `${history.stored} new, ${history.repeats} known, ${history.rejected} rejected` +
  `${history.resumeAt ? `, goes on at ${history.resumeAt}` : ''}` +
  `${history.lastError ? ` (${history.lastError})` : ''}`;

async function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { since: { type: 'string' }, url: { type: 'string' } },
  });
  const [source] = positionals;
  const token = process.env.QUARTERDECK_TOKEN;
  if (!source || !token) {
    console.error(source ? 'QUARTERDECK_TOKEN is not set.' : usage);
    return 2;
  }
  const base = (
    values.url ??
    process.env.QUARTERDECK_URL ??
    'http://localhost:7007'
  ).replace(/\/+$/, '');
  const call = async (method, path, body) => {
    const response = await fetch(`${base}/api/ingest${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new Error(
        answer.error?.message ?? `The portal answered ${response.status}.`,
      );
    }
    return answer;
  };
  await call('POST', `/v1/sources/${encodeURIComponent(source)}/history`, {
    since: values.since && sinceOf(values.since),
  });
  for (let shown; ; ) {
    const { items } = await call('GET', '/v1/sources');
    const history = items.find(item => item.id === source)?.history;
    if (!history) throw new Error(`The source "${source}" is gone.`);
    const text = line(history);
    if (text !== shown) console.log(text);
    shown = text;
    if (history.state === 'done') return 0;
    if (history.state === 'failed' || history.state === 'stopped') return 1;
    await new Promise(done => setTimeout(done, 2000));
  }
}

if (import.meta.filename === process.argv[1]) {
  try {
    process.exitCode = await run();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
