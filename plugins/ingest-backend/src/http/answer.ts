import { IncomingMessage, ServerResponse } from 'node:http';
import { ErrorLike, isError } from '@backstage/errors';
import { isDatabaseAway, toErrorAnswer } from '@quarterdeck/plugin-portal-node';
import { StoreOutcome } from '../service/delivery';
import { Refusal, RefusalError, refuse, unavailable } from '../service/refusal';

/** What a door answers, before it is written. */
export interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

/** A refusal as an answer. */
export function refusalAnswer(refusal: Refusal): Answer {
  const { status, name, message, path, receipt, retryAfterSeconds } = refusal;
  return {
    status,
    body: { error: { name, message, path, receipt } },
    headers: retryAfterSeconds
      ? { 'retry-after': `${retryAfterSeconds}` }
      : undefined,
  };
}

/** SQLSTATE classes 22 and 23: the row itself does not fit. */
const isDataError = (error: ErrorLike) =>
  typeof error.code === 'string' && /^2[23]/.test(error.code);

/** Every failure of a door as a refusal; only bugs of ours come out as 500. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal;
  if (isDatabaseAway(error)) {
    return unavailable(
      'The database does not answer. Nothing was acknowledged; send it again in a moment.',
    );
  }
  if (isError(error)) {
    if (error.name === 'InputError') {
      return refuse(422, 'InputError', error.message);
    }
    if (isDataError(error)) {
      return refuse(
        422,
        'InputError',
        'A value in this delivery cannot be stored: it is out of range.',
        '/',
      );
    }
  }
  const { status, answer } = toErrorAnswer(error);
  return { status, ...answer.error };
}

/** The answer for what was stored: 202 new, 200 repeat, 4xx kept as rejected. */
export function storedAnswer(
  outcome: StoreOutcome,
  rejection:
    | { httpStatus: number; reason: string; reasonPath?: string }
    | undefined,
): Answer {
  if (outcome.status === 'rejected') {
    return refusalAnswer({
      ...refuse(
        rejection?.httpStatus ?? 422,
        'RejectedError',
        rejection?.reason ?? 'No parser understood this delivery.',
        rejection?.reasonPath,
      ),
      receipt: outcome.receipt,
    });
  }
  return {
    status: outcome.kind === 'repeat' ? 200 : 202,
    body: { receipt: outcome.receipt, events: outcome.events },
  };
}

/** How long a sender may go on with a body nobody reads. */
const drainMs = 1500;

/**
 * Writes an answer. When the body was not read to its end the rest is thrown
 * away for a moment, so that the sender sees the answer, then the line is cut.
 */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(answer.body);
  const unread = !request.complete;
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(unread ? { connection: 'close' } : {}),
    ...answer.headers,
  });
  if (!unread) {
    response.end(text);
    return;
  }
  // `end` would cut the line at once, and a sender that still writes would see
  // that instead of the answer. All of the answer is out with `write`.
  response.write(text);
  const end = () => {
    if (!response.writableEnded) response.end();
  };
  setTimeout(end, drainMs).unref();
  request.once('end', end);
  request.once('error', end);
  request.resume();
}
