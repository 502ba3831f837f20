import { z } from 'zod';
import { Person } from '../organisation/people';
import { PortalCaller, signInAs } from '../send/portalPerson';
import { FindingChoice } from './triageDecisions';

export const api = '/api/security/v1';

const items = z.object({ items: z.array(z.looseObject({})) });
const found = z.object({
  items: z.array(z.looseObject({ id: z.string(), path: z.string().nullish() })),
});

/** What people of the demo do at the pages of security, by the API behind these. */
export interface SecurityDesk {
  as(person: Person): Promise<PortalCaller>;
  /** A page of a list, as one person sees it. */
  list(
    person: Person,
    path: string,
    query?: Record<string, string>,
  ): Promise<Record<string, unknown>[]>;
  findingId(person: Person, choice: FindingChoice): Promise<string | undefined>;
}

/** The folder of a topic, as the scanner of code names it. */
export const folderOf = (topic: string): string =>
  `src/${topic.replace(/[^a-z]+/gi, '_')}/`;

/** A desk at which everybody signs in once. */
export function createSecurityDesk(portal: string): SecurityDesk {
  const callers = new Map<string, Promise<PortalCaller>>();
  const as = (person: Person) => {
    const known = callers.get(person.login) ?? signInAs(portal, person);
    callers.set(person.login, known);
    return known;
  };
  const page = async (
    person: Person,
    path: string,
    query: Record<string, string> = {},
  ) => {
    const caller = await as(person);
    return caller.ask(
      `${api}${path}?${new URLSearchParams({ limit: '200', ...query })}`,
    );
  };
  return {
    as,
    list: async (person, path, query) =>
      items.parse(await page(person, path, query)).items,
    async findingId(person, choice) {
      const answer = await page(person, '/findings', {
        entity: `component:default/${choice.of}`,
        view: 'not_fixed',
        limit: '1',
        ...(choice.package ? { package: choice.package } : {}),
        ...(choice.rule ? { rule: choice.rule } : {}),
        ...(choice.topic ? { path: folderOf(choice.topic) } : {}),
      });
      return found.parse(answer).items[0]?.id;
    },
  };
}
