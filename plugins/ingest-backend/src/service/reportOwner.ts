import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  imageSubject,
  isScanCategory,
  repositorySubject,
  Subject,
} from '@quarterdeck/plugin-ingest-common';
import { DoorSource } from './doorSources';
import { RefusalError, refuse } from './refusal';

/** What the query of a report says of whose it is. */
export interface ReportOwnerQuery {
  entity?: string;
  category: string;
  repository?: string;
  image?: string;
}

const badQuery = (name: string, message: string) =>
  new RefusalError(refuse(400, 'InputError', message, `/query/${name}`));

/** The entity of the query, for which the source may speak. */
function namedEntity(entity: string, source: DoorSource): string {
  let entityRef: string;
  try {
    entityRef = stringifyEntityRef(
      parseEntityRef(entity, { defaultKind: 'component' }),
    );
  } catch {
    throw badQuery(
      'entity',
      'The entity must be a ref such as component:default/shop.',
    );
  }
  const { id } = source.config;
  if (!source.resolver.maySpeakFor(entityRef)) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${id}" may not speak for ${entityRef}. Ask the platform team to add it to ingest.sources.${id}.entities.`,
        '/query/entity',
      ),
    );
  }
  return entityRef.toLocaleLowerCase('en-US');
}

/** What was scanned, where the query says it instead of an entity. */
function namedSubject(
  query: ReportOwnerQuery,
  source: DoorSource,
): Subject | undefined {
  const { entity, category, repository, image } = query;
  const name = repository === undefined ? 'image' : 'repository';
  const address = repository ?? image;
  if (!isScanCategory(category)) {
    if (entity === undefined) {
      throw badQuery('entity', `A report of ${category} needs an entity.`);
    }
    if (address !== undefined) {
      throw badQuery(name, `Only a scan has ${name}: name the entity alone.`);
    }
    return undefined;
  }
  if (address === undefined) return undefined;
  if (entity !== undefined) {
    throw badQuery(name, `Name the entity or the ${name}, not both.`);
  }
  if (repository !== undefined && image !== undefined) {
    throw badQuery('image', 'Name the repository or the image, not both.');
  }
  const subject =
    repository === undefined
      ? imageSubject(address)
      : repositorySubject(address);
  if (!subject) {
    throw badQuery(
      name,
      repository === undefined
        ? 'The image must be a reference such as registry.example/acme/shop:1.4.'
        : 'The repository must be an address such as https://github.com/acme/shop.',
    );
  }
  const { note } = source.resolver.resolve(subject);
  if (note) {
    throw new RefusalError(
      refuse(403, 'NotAllowedError', note, `/query/${name}`),
    );
  }
  return subject;
}

/**
 * Whose a report is, as far as its query says it. A scan may leave it to what
 * stands in the report.
 */
export function reportOwner(
  query: ReportOwnerQuery,
  source: DoorSource,
): { entityRef?: string; subject?: Subject } {
  const subject = namedSubject(query, source);
  return query.entity === undefined
    ? { subject }
    : { entityRef: namedEntity(query.entity, source) };
}
