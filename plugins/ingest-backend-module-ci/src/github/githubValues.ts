import { z } from 'zod';
import { Actor, timestamp } from '@quarterdeck/plugin-ingest-common';
import { lenient, maybeText } from '../bodyValues';

export {
  id,
  latest,
  lenient,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';

/** GitHub's push bodies give some times as seconds since 1970, its others as text. */
export const maybeEpochOrTime = lenient(
  z.union([
    timestamp,
    z
      .int()
      .min(0)
      .max(253_402_300_799)
      .transform(seconds => new Date(seconds * 1000).toISOString()),
  ]),
);

/** A GitHub account in a body, as the actor of an event. */
export const maybeAccount = lenient(
  z
    .object({ login: z.string().min(1), type: maybeText })
    .transform(({ login, type }) => ({
      login,
      kind: accountKind(login, type),
    })),
);

function accountKind(login: string, type?: string): Actor['kind'] {
  if (type === 'Bot' || login.endsWith('[bot]')) return 'bot';
  return type === 'User' ? 'person' : 'unknown';
}
