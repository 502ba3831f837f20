import { claimKeys, Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { MappingRule, SourceConfig } from './ingestConfig';
import { anyWildcard, wildcard } from './wildcard';

/** How an entity was found. */
export type ResolvedBy =
  | 'explicit'
  | 'annotation'
  | 'mapping'
  | 'claim'
  | 'none';

/** The entity of a subject, and how it was found. */
export interface Resolution {
  entityRef?: string;
  resolvedBy: ResolvedBy;
  /** Why there is no entity although a rule named one. */
  note?: string;
}

/** Finds the entity of a subject for one source. */
export interface EntityResolver {
  resolve(subject: Subject): Resolution;
  /** Whether the source may speak for the entity. */
  maySpeakFor(entityRef: string): boolean;
}

const parts = [
  'project',
  'instance',
  'workflow',
  'environment',
  'path',
] as const;

const compileRule = (rule: MappingRule) => {
  const tests = parts.flatMap(part => {
    const pattern = rule[part];
    return pattern === undefined ? [] : [{ part, fits: wildcard(pattern) }];
  });
  return {
    entity: rule.entity,
    fits: (subject: Subject) =>
      tests.every(({ part, fits }) => {
        const value = subject[part];
        return value !== undefined && fits(value);
      }),
  };
};

/** Both are said, and they are not the same, as the catalog compares values. */
function differs(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.toLocaleLowerCase('en-US') !== b.toLocaleLowerCase('en-US');
}

/**
 * A person's claim first, since it says what the rules got wrong; then the
 * catalog's annotations, then the source's mapping rules.
 */
export function createEntityResolver(options: {
  source: SourceConfig;
  annotations: WebhookProvider['annotations'];
  entities: Pick<EntityIndex, 'byAnnotation'> &
    Partial<Pick<EntityIndex, 'get'>>;
  claimedEntity(subjectKey: string): string | undefined;
}): EntityResolver {
  const { source, annotations, entities, claimedEntity } = options;
  const rules = source.mapping.map(compileRule);
  const allowed =
    source.entities === 'all' ? () => true : anyWildcard(source.entities);

  const find = (subject: Subject): Resolution => {
    for (const key of claimKeys(subject)) {
      const entityRef = claimedEntity(key);
      if (entityRef) return { entityRef, resolvedBy: 'claim' };
    }
    for (const { annotation, value, unless = [] } of annotations) {
      const wanted = value(subject);
      const entityRef =
        wanted === undefined
          ? undefined
          : entities.byAnnotation(annotation, wanted);
      const meansAnother =
        entityRef !== undefined &&
        unless.some(other =>
          differs(
            entities.get?.(entityRef)?.annotations[other.annotation],
            other.value(subject),
          ),
        );
      if (entityRef && !meansAnother) {
        return { entityRef, resolvedBy: 'annotation' };
      }
    }
    const rule = rules.find(candidate => candidate.fits(subject));
    if (rule) return { entityRef: rule.entity, resolvedBy: 'mapping' };
    return { resolvedBy: 'none' };
  };

  return {
    maySpeakFor: allowed,
    resolve(subject) {
      const found = find(subject);
      if (found.entityRef === undefined || allowed(found.entityRef)) {
        return found;
      }
      return {
        resolvedBy: 'none',
        note: `This subject belongs to ${found.entityRef}, for which the source "${source.id}" may not speak. Add it to ingest.sources.${source.id}.entities.`,
      };
    },
  };
}
