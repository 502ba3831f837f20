import { ScanKind, scanKinds } from '@quarterdeck/plugin-ingest-common';

/** As much of a finding's record as is needed when the rest is known. */
export interface FindingHead {
  kind: ScanKind;
  tool: string;
  version?: string;
  scope: string;
  occurrences: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown, max: number) =>
  typeof value === 'string' && value.length <= max ? value : undefined;

/**
 * Reads the head of a finding's record by hand: a record that is known word for
 * word was checked when it came first. Undefined when the whole check is needed.
 */
export function findingHead(record: object): FindingHead | undefined {
  if (!isObject(record) || record.record !== 'finding') return undefined;
  const { tool, occurrences = 1 } = record;
  const kind = scanKinds.find(one => one === record.kind);
  const name = isObject(tool) ? textOf(tool.name, 128) : undefined;
  const scope = record.scope === undefined ? '' : textOf(record.scope, 255);
  if (!kind || name === undefined || scope === undefined) return undefined;
  if (typeof occurrences !== 'number' || !Number.isInteger(occurrences)) {
    return undefined;
  }
  return {
    kind,
    tool: name,
    version: isObject(tool) ? textOf(tool.version, 64) : undefined,
    scope,
    occurrences,
  };
}
