import { Entity } from '@backstage/catalog-model';
import {
  createStaticEntityIndex,
  EntityIndex,
} from '@quarterdeck/plugin-portal-node';

/** A replica's copy of a catalog that a test changes. */
export interface ChangingCatalog {
  index: EntityIndex;
  /** What the replica reads now. */
  read(entities: Entity[]): void;
}

/** A catalog that has been read once. */
export function createChangingCatalog(entities: Entity[]): ChangingCatalog {
  let current = createStaticEntityIndex(entities);
  let version = 1;
  return {
    index: {
      get: ref => current.get(ref),
      byAnnotation: (annotation, value) =>
        current.byAnnotation(annotation, value),
      inScope: ref => current.inScope(ref),
      refs: (...args) => current.refs(...args),
      ownedBy: refs => current.ownedBy(refs),
      get version() {
        return version;
      },
      get asOf() {
        return current.asOf;
      },
      ready: Promise.resolve(),
      refresh: async () => undefined,
    },
    read(next) {
      current = createStaticEntityIndex(next);
      version += 1;
    },
  };
}
