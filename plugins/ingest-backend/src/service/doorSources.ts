import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { createEntityResolver, EntityResolver } from './entityResolver';
import { cloudEventProviders } from './expandCloudEvents';
import { SourceConfig } from './ingestConfig';
import { createTokenBucket, TokenBucket } from './rateLimit';
import { createEventRights, EventRights } from './readEvents';
import { wildcard } from './wildcard';

/** A source with everything its deliveries meet. */
export interface DoorSource {
  config: SourceConfig;
  /** Absent for senders with tokens only, or when no module knows the kind. */
  provider?: WebhookProvider;
  resolver: EntityResolver;
  rights: EventRights;
  bucket: TokenBucket;
  /** Whether a token of this subject may send as this source. */
  acceptsSubject(subject: string): boolean;
}

/** Joins the configured sources with providers, catalog and claims. */
export function createDoorSources(options: {
  sources: readonly SourceConfig[];
  providers: readonly WebhookProvider[];
  entities: Pick<EntityIndex, 'byAnnotation'>;
  claimedEntity(subjectKey: string): string | undefined;
}): Map<string, DoorSource> {
  const { sources, providers, entities, claimedEntity } = options;
  const byKind = new Map(providers.map(provider => [provider.kind, provider]));
  // Senders with tokens name any subject, so every provider's annotations count.
  const allAnnotations = providers.flatMap(provider => provider.annotations);
  const cloudEvents = cloudEventProviders(providers);
  return new Map(
    sources.map(config => {
      const provider = byKind.get(config.kind);
      const resolver = createEntityResolver({
        source: config,
        annotations: provider?.annotations ?? allAnnotations,
        entities,
        claimedEntity,
      });
      const subjects = config.tokenSubjects.map(wildcard);
      return [
        config.id,
        {
          config,
          provider,
          resolver,
          rights: createEventRights(config, resolver, cloudEvents),
          bucket: createTokenBucket(config.limits),
          acceptsSubject: subject => subjects.some(fits => fits(subject)),
        },
      ];
    }),
  );
}
