import { z } from 'zod';
import { Person } from '../organisation/people';

const signedIn = z.object({
  backstageIdentity: z.object({ token: z.string().min(1) }),
});

const patienceMs = 60_000;

/** Somebody who asks the portal's API with a token: a person who signed in, or a pipeline. */
export interface PortalCaller {
  /** Reads, or writes what is sent. */
  ask(
    path: string,
    send?: { method?: 'POST' | 'PUT' | 'DELETE'; body?: object | string },
  ): Promise<unknown>;
}

/** The portal's answer when it is not yes. */
export class PortalRefusal extends Error {
  override name = 'PortalRefusal';

  constructor(readonly status: number, text: string) {
    super(`${status} ${text.slice(0, 300)}`);
  }
}

/** A caller with this token. */
export const callerWith = (portal: string, token: string): PortalCaller => ({
  ask: (path, send) =>
    fetchJson(`${portal}${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type':
          typeof send?.body === 'string' ? 'text/plain' : 'application/json',
      },
      ...(send && {
        method: send.method ?? 'POST',
        body:
          typeof send.body === 'string' ? send.body : JSON.stringify(send.body),
      }),
    }),
});

/** Signs a person of the demo organisation in, as the sign-in page does. */
export async function signInAs(
  portal: string,
  { login }: Pick<Person, 'login'>,
): Promise<PortalCaller> {
  const answer = await fetchJson(`${portal}/api/auth/demo/refresh`, {
    headers: { 'x-quarterdeck-person': `user:default/${login}` },
  });
  return callerWith(portal, signedIn.parse(answer).backstageIdentity.token);
}

async function fetchJson(address: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(address, {
    ...init,
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) {
    throw new PortalRefusal(response.status, await response.text());
  }
  return response.json();
}
