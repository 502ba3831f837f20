import { Knex } from 'knex';
import {
  ComponentRecord,
  ScanKind,
  scanKinds,
  scanRecordSchema,
  VexRecord,
} from '@quarterdeck/plugin-ingest-common';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { soughtKind } from '@quarterdeck/plugin-security-common';
import {
  keepRest,
  KnownFindings,
  KnownRow,
  loadKnown,
  stageKnownRows,
} from '../../database/import/knownFindings';
import { ScanRow, stageScanRows } from '../../database/import/scanRows';
import { findingHead } from './findingHead';
import { OwnedReport } from './ownedReport';
import { ScanTarget, scanTarget } from './scanTarget';
import { contentHashOf, toScanRow } from './toScanRow';

/** Reads the records beside an event. */
export type ReadRecords = (event: LogEvent) => AsyncIterable<object>;

/** What a report holds for one tool and scope. */
export interface StagedPart {
  target: ScanTarget;
  kinds: Set<ScanKind>;
  toolVersion: string | null;
  /** Findings the report tells of it. */
  staged: number;
  /** Those of them that only confirm what is known; nothing else is done with them. */
  confirmed: number;
  /** Rows that everything else is done with: records, or findings that are looked at. */
  looked: number;
  /** The key has had findings. */
  known: boolean;
  /** What scans had before, by severity; undefined: it is to be counted. */
  before: Record<string, number> | undefined;
}

/** A part while its records are read. */
interface Staging extends StagedPart {
  /** What its findings are known by; of a plain one that was told, below zero. */
  findings: KnownFindings;
  /** Records that are known word for word and have to be looked at, each once. */
  again: Map<string, KnownRow>;
  rows: ReturnType<typeof pieces<ScanRow>>;
}

/** Where records that are no findings go, a piece at a time. */
export interface OtherRecords {
  components(records: readonly ComponentRecord[]): Promise<void>;
  statements(records: readonly VexRecord[]): Promise<void>;
}

const perStatement = 2000;

/** Collects and hands on in pieces. */
function pieces<Item>(write: (items: readonly Item[]) => Promise<void>) {
  let waiting: Item[] = [];
  const flush = async () => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    await write(items);
  };
  return {
    flush,
    async add(item: Item) {
      waiting.push(item);
      if (waiting.length >= perStatement) await flush();
    },
  };
}

/**
 * Whether a record is known word for word. One that only confirms its finding is
 * counted, another is kept to be looked at.
 */
function noteKnown({ findings, again }: Staging, row: KnownRow): boolean {
  const { contentHash, occurrences } = row;
  const expected = findings.plain.get(contentHash);
  if (expected === undefined && !findings.others.has(contentHash)) return false;
  const before = again.get(contentHash);
  if (before) {
    before.occurrences += occurrences;
  } else if (expected === occurrences) {
    findings.plain.set(contentHash, -occurrences);
  } else {
    // Told before and again now: it stands there more often than it did.
    const more = expected !== undefined && expected < 0 ? -expected : 0;
    again.set(contentHash, { ...row, occurrences: more + occurrences });
  }
  return true;
}

/** Stages the findings of a key that have to be looked at, and what is known of them. */
async function stageKnown(tx: Knex, part: Staging): Promise<void> {
  const { target, findings, again } = part;
  if (!part.known) return;
  const looked = [...findings.others];
  let confirmed = 0;
  for (const [hash, left] of findings.plain) {
    if (left < 0 && !again.has(hash)) confirmed += 1;
    else looked.push(hash);
  }
  const mates = await keepRest(
    tx,
    target.targetKey,
    findings.before ? looked : null,
  );
  await stageKnownRows(tx, target.targetKey, [...again.values()]);
  part.confirmed = confirmed - mates;
  part.looked += looked.length + mates;
  findings.plain.clear();
  findings.others.clear();
  again.clear();
}

/**
 * Reads the records of a report once, as a stream, and stages its findings by
 * what they are found by. Memory holds one piece, whatever the report's size.
 */
export async function stageReport(
  tx: Knex,
  event: OwnedReport,
  options: {
    records: ReadRecords;
    isDefault: (branch: string) => boolean;
    others: OtherRecords;
  },
): Promise<{ parts: StagedPart[]; unread: number }> {
  const { data } = event;
  const parts = new Map<string, Staging>();
  const partOf = async (tool: string, scope: string) => {
    const key = JSON.stringify([tool, scope]);
    const found = parts.get(key);
    if (found) return found;
    const target = scanTarget(event, { tool, scope }, options.isDefault);
    const findings = await loadKnown(tx, target.targetKey);
    const part: Staging = {
      target,
      kinds: new Set(),
      toolVersion: null,
      staged: 0,
      confirmed: 0,
      looked: 0,
      known: findings.count > 0,
      before: findings.before,
      findings,
      again: new Map(),
      rows: pieces<ScanRow>(rows => stageScanRows(tx, target.targetKey, rows)),
    };
    parts.set(key, part);
    return part;
  };
  const components = pieces(options.others.components);
  const statements = pieces(options.others.statements);
  let n = 0;
  let unread = 0;
  for await (const record of options.records(event)) {
    n += 1;
    const told = findingHead(record);
    // A VEX document speaks of findings; that it lists them again finds none.
    if (told && data.category === 'vex') continue;
    const contentHash = told ? contentHashOf(record) : '';
    if (told) {
      const part = await partOf(
        data.tool ?? told.tool,
        data.scan?.scope ?? told.scope,
      );
      if (noteKnown(part, { n, contentHash, occurrences: told.occurrences })) {
        part.kinds.add(told.kind);
        part.toolVersion = told.version ?? part.toolVersion;
        part.staged += 1;
        continue;
      }
    }
    const parsed = scanRecordSchema.safeParse(record);
    if (!parsed.success) {
      unread += 1;
      continue;
    }
    switch (parsed.data.record) {
      case 'finding': {
        const finding = parsed.data;
        const part = await partOf(
          data.tool ?? finding.tool.name,
          data.scan?.scope ?? finding.scope ?? '',
        );
        part.kinds.add(finding.kind);
        part.toolVersion = finding.tool.version ?? part.toolVersion;
        part.staged += 1;
        part.looked += 1;
        await part.rows.add(
          toScanRow(finding, n, contentHash || contentHashOf(record)),
        );
        break;
      }
      case 'component':
        await components.add(parsed.data);
        break;
      default:
        await statements.add(parsed.data);
    }
  }
  const isScan = data.category !== 'sbom' && data.category !== 'vex';
  // An empty report of a scan speaks for its key as well.
  if (parts.size === 0 && isScan) {
    await partOf(data.tool ?? data.format, data.scan?.scope ?? '');
  }
  for (const part of parts.values()) {
    await part.rows.flush();
    await stageKnown(tx, part);
  }
  await components.flush();
  await statements.flush();
  // A report that found nothing looked for what it was sent as, or its tool looks for.
  const kind = scanKinds.find(one => one === data.category);
  for (const { kinds, target } of parts.values()) {
    const sought = kind ?? soughtKind(data.format, target.tool);
    if (kinds.size === 0 && sought) kinds.add(sought);
  }
  return { parts: [...parts.values()], unread };
}
