import { AuthService } from '@backstage/backend-plugin-api';
import { UserEntity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { AuthProviderFactory } from '@backstage/plugin-auth-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { z } from 'zod';

/** The header that names the chosen person. */
const personHeader = 'x-quarterdeck-person';

const personRef = z
  .string()
  .regex(/^user:[a-z0-9._-]+\/[a-z0-9._-]+$/i, 'is not a user of the catalog');

const describe = (entity: UserEntity) => ({
  userEntityRef: `user:${entity.metadata.namespace ?? 'default'}/${
    entity.metadata.name
  }`,
  displayName: entity.spec.profile?.displayName ?? entity.metadata.name,
  title: entity.metadata.description,
  teams: (entity.relations ?? [])
    .filter(relation => relation.type === 'memberOf')
    .map(relation => relation.targetRef.replace(/^group:[^/]+\//, '')),
});

/**
 * `GET /api/auth/demo/start` lists the people, `GET /api/auth/demo/refresh`
 * with the header `x-quarterdeck-person` signs in as one of them.
 */
export function createDemoProvider(services: {
  catalog: CatalogService;
  auth: AuthService;
}): AuthProviderFactory {
  const { catalog, auth } = services;
  return ({ resolverContext }) => ({
    async start(_request, response) {
      const { items } = await catalog.getEntities(
        { filter: { kind: 'User' } },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      // The filter asks for users only.
      const people = items.map(entity => describe(entity as UserEntity));
      people.sort((a, b) => a.displayName.localeCompare(b.displayName));
      response.json({ people });
    },
    async frameHandler() {
      throw new InputError('The demo sign-in has no callback.');
    },
    async refresh(request, response) {
      const parsed = personRef.safeParse(request.get(personHeader));
      if (!parsed.success) {
        throw new InputError(
          `Choose a person: the header ${personHeader} names none.`,
        );
      }
      const { token } = await resolverContext.signInWithCatalogUser({
        entityRef: parsed.data,
      });
      const { entity } = await resolverContext.findCatalogUser({
        entityRef: parsed.data,
      });
      const { ownershipEntityRefs } =
        await resolverContext.resolveOwnershipEntityRefs(entity);
      const person = describe(entity as UserEntity);
      response.json({
        providerInfo: {},
        profile: { displayName: person.displayName },
        backstageIdentity: {
          token,
          expiresInSeconds: 3600,
          identity: {
            type: 'user',
            userEntityRef: person.userEntityRef,
            ownershipEntityRefs,
          },
        },
      });
    },
    async logout(_request, response) {
      response.status(200).end();
    },
  });
}
