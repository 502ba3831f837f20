import { expect, Page } from '@playwright/test';

/** What `GET /api/auth/demo/start` tells of a person. */
export interface DemoPerson {
  userEntityRef: string;
  displayName: string;
  teams: string[];
}

/**
 * Signs in as a person of the demo organisation, as a person does: by the sign-in page.
 *
 * @param who - this person, a member of this team, or anybody
 * @returns the person
 */
export async function signIn(
  page: Page,
  who: { name?: string; team?: string } = {},
): Promise<DemoPerson> {
  const person = await findPerson(page, who);
  await page.goto('/');
  await page.getByRole('button', { name: person.displayName }).first().click();
  await expect(sidebar(page)).toBeVisible();
  return person;
}

/** The navigation beside every page of the portal. */
export function sidebar(page: Page) {
  return page.getByRole('navigation').first();
}

const hasTeam = (teams: string[], team: string) =>
  teams.some(ref => ref === team || ref.endsWith(`/${team}`));

async function findPerson(
  page: Page,
  { name, team }: { name?: string; team?: string },
): Promise<DemoPerson> {
  // The catalog reads its files in the seconds after the first start.
  let found: DemoPerson | undefined;
  await expect
    .poll(
      async () => {
        const response = await page.request.get('/api/auth/demo/start');
        if (!response.ok()) return `status ${response.status()}`;
        const { people }: { people: DemoPerson[] } = await response.json();
        found = people.find(
          ({ displayName, teams }) =>
            (!team || hasTeam(teams, team)) && (!name || displayName === name),
        );
        return found ? 'found' : `nobody of ${people.length} fits`;
      },
      { timeout: 60_000, message: `a person of the demo (${name ?? team})` },
    )
    .toBe('found');
  if (!found) throw new Error('unreachable');
  return found;
}
