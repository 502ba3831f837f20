import { Request } from 'express';
import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { DoorDesk } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { RefusalError, refuse } from '../service/refusal';
import { subjectOfCredentials, tokenSource } from '../service/tokenSource';
import { tooMany } from './receiveHook';

/** What the doors with credentials need of Backstage. */
export interface DoorAuth {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/** Who asks, once the permission is given. */
export async function permittedSubject(
  auth: DoorAuth,
  request: Request,
  permission: BasicPermission,
): Promise<string | undefined> {
  const credentials = await auth.httpAuth.credentials(request);
  const [decision] = await auth.permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `You need "${permission.name}" for this. Ask the platform team for it.`,
      ),
    );
  }
  return subjectOfCredentials(credentials);
}

/** One value of the query; a repeated key gives its first. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** The source of a request with a token, within its rate. */
export async function machineSource(options: {
  auth: DoorAuth;
  desk: DoorDesk;
  request: Request;
  permission: BasicPermission;
  named: { source?: string };
}): Promise<{ source: DoorSource; subject: string }> {
  const { auth, desk, request, permission, named } = options;
  const subject = await permittedSubject(auth, request, permission);
  const source = tokenSource(
    desk.sources,
    subject,
    queryText(request, 'source'),
  );
  named.source = source.config.id;
  const wait = source.bucket.take(Date.now());
  if (wait !== undefined) {
    throw tooMany(
      wait,
      `The source "${source.config.id}" sends more than ${source.config.limits.perMinute} requests per minute.`,
    );
  }
  return { source, subject: subject ?? '' };
}

/** The sender's own key for repeats, if it sent one. */
export function idempotencyKey(request: Request): string | undefined {
  const key = request.get('idempotency-key')?.trim();
  if (!key) return undefined;
  if (key.length <= 200 && /^[\x21-\x7e]+$/.test(key)) return `idem:${key}`;
  throw new RefusalError(
    refuse(
      400,
      'InputError',
      'The Idempotency-Key must be at most 200 printable characters without spaces.',
      '/headers/idempotency-key',
    ),
  );
}
