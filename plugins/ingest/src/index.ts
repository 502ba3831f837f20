/**
 * The ingest page: sources, deliveries, rejects, unclaimed subjects and readers.
 *
 * @packageDocumentation
 */
export { ingestPlugin as default } from './plugin';
