/**
 * Backend pieces that two or more areas use.
 *
 * @packageDocumentation
 */
export * from './http/createContractRouter';
export * from './http/createOpenApiDocument';
export * from './http/errorAnswer';
export * from './database/conditions';
export * from './database/entitySet';
export * from './database/freshness';
export * from './database/migrateUnderLock';
export * from './database/subjectClaims';
export * from './database/writeRows';
export {
  createEntitySnapshot,
  createStaticEntityIndex,
} from './entities/entityIndex';
export type { EntityIndex, EntitySummary } from './entities/entityIndex';
export * from './entities/entityIndexService';
export * from './audit/createAuditLog';
export * from './metrics/observePool';
export * from './metrics/portalMetrics';
export * from './signals/createSignalPublisher';
