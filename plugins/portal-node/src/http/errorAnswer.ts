import { ErrorLike, isError } from '@backstage/errors';
import { ErrorAnswer } from '@quarterdeck/plugin-portal-common';
import { z } from 'zod';

/** An error with the HTTP status and the field a person can change. */
export class AnswerError extends Error {
  readonly status: number;
  readonly path?: string;
  readonly retryAfterSeconds?: number;

  constructor(
    status: number,
    name: string,
    message: string,
    options: { path?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = name;
    this.status = status;
    this.path = options.path;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

const statusByName: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  NotModifiedError: 304,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

/** Codes of Postgres, pg and knex that mean "the database is away for now". */
const databaseAway =
  /^(08|40|57P0|53|58|25P0)|EHOSTUNREACH|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT/;

const codeOf = (error: ErrorLike): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether an error means that Postgres cannot be reached at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  // By shape: errors of Node's own come from another realm under Jest.
  if (!isError(error)) return false;
  if (databaseAway.test(codeOf(error))) return true;
  return (
    error.name === 'KnexTimeoutError' ||
    error.name === 'TimeoutError' ||
    /Connection terminated|connection timeout|aborted while acquiring|Timeout acquiring a connection|timeout exceeded when trying to connect|is not queryable/i.test(
      error.message,
    )
  );
}

/** The JSON pointer of the first issue of a failed check. */
export function issuePath(error: z.ZodError, prefix = ''): string {
  const path = error.issues[0]?.path ?? [];
  return `${prefix}/${path.map(String).join('/')}`;
}

/** The one place where an error becomes an HTTP status and a sentence. */
export function toErrorAnswer(error: unknown): {
  status: number;
  answer: ErrorAnswer;
  retryAfterSeconds?: number;
} {
  if (error instanceof AnswerError) {
    return {
      status: error.status,
      retryAfterSeconds: error.retryAfterSeconds,
      answer: {
        error: { name: error.name, message: error.message, path: error.path },
      },
    };
  }
  if (isDatabaseAway(error)) {
    return {
      status: 503,
      retryAfterSeconds: 2,
      answer: {
        error: {
          name: 'ServiceUnavailableError',
          message: 'The database does not answer. Try again in a moment.',
        },
      },
    };
  }
  if (isError(error)) {
    const status = statusByName[error.name] ?? statusOfHttpError(error);
    if (status !== undefined) {
      return {
        status,
        answer: { error: { name: error.name, message: error.message } },
      };
    }
  }
  return {
    status: 500,
    answer: {
      error: {
        name: 'InternalError',
        message:
          'Something went wrong here. The log of the portal has the details.',
      },
    },
  };
}

/** body-parser and friends carry their 4xx as `status`. */
function statusOfHttpError(error: ErrorLike): number | undefined {
  if (!('status' in error) || typeof error.status !== 'number')
    return undefined;
  return error.status >= 400 && error.status < 500 ? error.status : undefined;
}
