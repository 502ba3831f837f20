import { createHash } from 'node:crypto';
import { FindingRecord } from '@quarterdeck/plugin-ingest-common';

const key = (...parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

export function packageKey(named: {
  name: string;
  version?: string;
  purl?: string;
}): string | undefined {
  if (named.purl) return named.purl.split('?')[0];
  return named.name ? `${named.name}@${named.version ?? ''}` : undefined;
}
export function findingIdentity(record: FindingRecord) {
  const [l] = record.locations;
  const collapses = record.package !== undefined;
  return {
    version: 1,
    collapses,
    keys: [
      key('p', record.ruleId, l?.path ?? l?.url, record.vulnerabilityIds[0], record.package?.purl ?? record.package?.name, record.target),
      key('s', record.ruleId, l?.path, l?.snippet),
      key('m', record.ruleId, l?.snippet),
    ],
  };
}
export interface HoldSettings { share: number; atLeast: number }
export function holdsClose(
  { open, missing, toolChanged }: { open: number; missing: number; toolChanged: boolean },
  settings: HoldSettings,
): boolean {
  return missing >= settings.atLeast && (toolChanged || missing / open > settings.share);
}
