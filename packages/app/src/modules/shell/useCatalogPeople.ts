import { useQuery } from '@tanstack/react-query';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { KnownPeople, KnownPerson } from '@quarterdeck/plugin-portal-react';
import { z } from 'zod';

/** Beyond this many, names stay as providers say them: the page would wait for the list. */
const mostPeople = 5000;
const pageSize = 500;
const loginAnnotation = /\/(?:user-login|user-name|username|login)$/;

const specSchema = z.object({
  profile: z.object({ displayName: z.string().optional() }).optional(),
});

/** People by their logins: those of their annotations, and the entity's own name. */
export function peopleByLogin(users: readonly Entity[]): KnownPeople {
  const people = new Map<string, KnownPerson>();
  const add = (login: string, person: KnownPerson) => {
    const key = login.toLocaleLowerCase('en-US');
    if (!people.has(key)) people.set(key, person);
  };
  const known = users.map(user => {
    const { name, title, annotations = {} } = user.metadata;
    const { data } = specSchema.safeParse(user.spec ?? {});
    const logins = Object.entries(annotations).flatMap(([key, value]) =>
      loginAnnotation.test(key) ? [value] : [],
    );
    const displayName = data?.profile?.displayName ?? title ?? name;
    return {
      name,
      logins,
      person: { entityRef: stringifyEntityRef(user), displayName },
    };
  });
  // What somebody wrote down counts before what only looks alike.
  known.forEach(({ logins, person }) =>
    logins.forEach(login => add(login, person)),
  );
  known.forEach(({ name, person }) => add(name, person));
  return people;
}

const nobody: KnownPeople = new Map();

/** The people of the catalog, read once and kept. */
export function useCatalogPeople(): KnownPeople {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['portal', 'people'],
    staleTime: 600_000,
    queryFn: async () => {
      const users: Entity[] = [];
      let cursor: string | undefined;
      do {
        const page = await catalog.queryEntities(
          cursor
            ? { cursor, limit: pageSize }
            : {
                filter: { kind: 'User' },
                fields: [
                  'kind',
                  'metadata.name',
                  'metadata.namespace',
                  'metadata.title',
                  'metadata.annotations',
                  'spec.profile.displayName',
                ],
                limit: pageSize,
              },
        );
        if (page.totalItems > mostPeople) return nobody;
        users.push(...page.items);
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return peopleByLogin(users);
    },
  });
  return data ?? nobody;
}
