import { z } from 'zod';

/** Somebody whom the demo lets one be. */
export interface DemoPerson {
  userEntityRef: string;
  displayName: string;
  title?: string;
  teams: string[];
}

const peopleSchema = z.object({
  people: z.array(
    z.object({
      userEntityRef: z.string(),
      displayName: z.string(),
      title: z.string().optional(),
      teams: z.array(z.string()),
    }),
  ),
});

const sessionSchema = z.object({
  profile: z.object({ displayName: z.string().optional() }),
  backstageIdentity: z.object({
    token: z.string(),
    expiresInSeconds: z.number(),
    identity: z.object({
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

/** A token of the demo sign-in and whom it speaks for. */
export interface DemoSession {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  displayName?: string;
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/** What the list of people came to. */
export type PeopleOutcome =
  | { outcome: 'people'; people: DemoPerson[] }
  | { outcome: 'not set up' };

/**
 * The people of the demo organisation. "Not set up" when the backend has no
 * demo sign-in, as in production.
 */
export async function listPeople(authUrl: string): Promise<PeopleOutcome> {
  const response = await fetch(`${authUrl}/demo/start`);
  if (response.status === 404) return { outcome: 'not set up' };
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  const { people } = peopleSchema.parse(await response.json());
  return { outcome: 'people', people };
}

/** Signs in as a person, or again before the token runs out. */
export async function openSession(
  authUrl: string,
  userEntityRef: string,
): Promise<DemoSession> {
  const response = await fetch(`${authUrl}/demo/refresh`, {
    headers: { 'x-quarterdeck-person': userEntityRef },
  });
  if (!response.ok) {
    throw new Error(
      `The server did not sign you in as ${userEntityRef} (it answered ${response.status}).`,
    );
  }
  const { profile, backstageIdentity } = sessionSchema.parse(
    await response.json(),
  );
  return {
    token: backstageIdentity.token,
    expiresAt: Date.now() + backstageIdentity.expiresInSeconds * 1000,
    displayName: profile.displayName,
    ...backstageIdentity.identity,
  };
}
