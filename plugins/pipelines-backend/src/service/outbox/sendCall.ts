import { z } from 'zod';
import { OutboxRow } from '../../database/outbox/outboxCalls';
import { belongsTo, OutboundConfig, OutboundTarget } from './outboundConfig';
import { TokenOf } from './targetTokens';

/** How a try went. */
export type SendOutcome =
  | { outcome: 'sent'; status: number }
  /** Worth another try. */
  | { outcome: 'failed'; status: number | null; error: string }
  /** No try will help; a person has to look. */
  | { outcome: 'refused'; status: number | null; error: string };

/** Answers that stay the same however often one asks. */
const final = new Set([400, 404, 405, 409, 410, 413, 415, 422]);

function headersFor(
  target: OutboundTarget,
  token: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'quarterdeck',
  };
  if (!token) return headers;
  if (target.kind === 'gitlab') headers['private-token'] = token;
  else headers.authorization = `Bearer ${token}`;
  if (target.kind === 'github') {
    headers.accept = 'application/vnd.github+json';
    headers['x-github-api-version'] = '2022-11-28';
  }
  return headers;
}

const historySchema = z.object({
  status: z.object({
    history: z.array(
      z.object({ id: z.number(), revision: z.string().optional() }),
    ),
  }),
});

/** The body, completed with what only the moment of sending knows. */
async function bodyOf(
  row: OutboxRow,
  target: OutboundTarget,
  init: RequestInit,
): Promise<string | undefined> {
  const { body, prepare, url } = row.request;
  if (prepare === 'argo_history') {
    const application = url.replace(/\/rollback$/, '');
    const answer = await fetch(application, { ...init, method: 'GET' });
    const parsed = historySchema.safeParse(await answer.json());
    const before = parsed.success
      ? parsed.data.status.history.at(-2)
      : undefined;
    if (!before) throw new Error('Argo CD knows no version to go back to');
    return JSON.stringify({ ...body, id: before.id });
  }
  if (row.request.body && target.kind === 'gitlab' && target.triggerToken) {
    return JSON.stringify({ ...body, token: target.triggerToken });
  }
  return body === null ? undefined : JSON.stringify(body);
}

/** Makes a call once. Never follows a redirect: the token is for one host only. */
export async function sendCall(
  row: OutboxRow,
  config: OutboundConfig,
  tokenOf: TokenOf,
): Promise<SendOutcome> {
  const target = config.targets.find(({ id }) => id === row.target);
  if (!target) {
    return {
      outcome: 'failed',
      status: null,
      error: `pipelines.outbound.targets has no "${row.target}"`,
    };
  }
  // Asked again: the configuration may have changed since it was written.
  if (!config.mayCall(row.request.url) || !belongsTo(target, row.request.url)) {
    return {
      outcome: 'refused',
      status: null,
      error: `The address is not one of target "${target.id}" in pipelines.outbound.hosts`,
    };
  }
  try {
    const token = await tokenOf(target, row.request.url);
    const init: RequestInit = {
      redirect: 'manual',
      headers: { ...headersFor(target, token), 'idempotency-key': row.id },
      signal: AbortSignal.timeout(config.timeoutSeconds * 1000),
    };
    const answer = await fetch(row.request.url, {
      ...init,
      method: row.request.method,
      body: await bodyOf(row, target, init),
    });
    const { status } = answer;
    if (answer.ok) return { outcome: 'sent', status };
    const words = (await answer.text()).slice(0, 500);
    const error = `${status} ${words}`.trim();
    const never = final.has(status) || (status >= 300 && status < 400);
    return { outcome: never ? 'refused' : 'failed', status, error };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { outcome: 'failed', status: null, error: words.slice(0, 500) };
  }
}
