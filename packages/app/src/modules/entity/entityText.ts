import { Entity } from '@backstage/catalog-model';

/** A text of the spec, when it is one. */
export const specText = (entity: Entity, key: string): string | undefined => {
  const value = entity.spec?.[key];
  return typeof value === 'string' ? value : undefined;
};

/** The name people know it by. */
export const entityName = (entity: Entity): string => {
  const profile = entity.spec?.profile;
  if (profile && typeof profile === 'object' && 'displayName' in profile) {
    if (typeof profile.displayName === 'string') return profile.displayName;
  }
  return entity.metadata.title ?? entity.metadata.name;
};

/** What it is tied to by relations of these types, without repeats. */
export const relatedTo = (entity: Entity, ...types: string[]): string[] => [
  ...new Set(
    (entity.relations ?? [])
      .filter(relation => types.includes(relation.type))
      .map(relation => relation.targetRef),
  ),
];
