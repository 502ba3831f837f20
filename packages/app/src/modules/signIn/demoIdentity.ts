import { IdentityApi } from '@backstage/frontend-plugin-api';
import { DemoSession } from './demoAccess';
import { forgetPerson } from './rememberedPerson';

const earlyMs = 5 * 60_000;

/**
 * The person of the demo who signed in. The token is renewed five minutes before
 * it runs out, once, however many requests ask for it.
 */
export function createDemoIdentity(
  first: DemoSession,
  renew: () => Promise<DemoSession>,
): IdentityApi {
  let session = first;
  let renewal: Promise<DemoSession> | undefined;

  const current = async (): Promise<DemoSession> => {
    const left = session.expiresAt - Date.now();
    if (left > earlyMs) return session;
    renewal ??= renew()
      .then(next => {
        session = next;
        return next;
      })
      .finally(() => {
        renewal = undefined;
      });
    // A token that still holds is better than none while the server is away.
    return left > 0 ? renewal.catch(() => session) : renewal;
  };

  return {
    getCredentials: async () => ({ token: (await current()).token }),
    getProfileInfo: async () => ({ displayName: session.displayName }),
    getBackstageIdentity: async () => ({
      type: 'user',
      userEntityRef: session.userEntityRef,
      ownershipEntityRefs: session.ownershipEntityRefs,
    }),
    signOut: async () => {
      forgetPerson();
    },
  };
}
