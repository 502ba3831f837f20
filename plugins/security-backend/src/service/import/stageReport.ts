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
  KnownRow,
  loadKnownHashes,
  ScanRow,
  stageKnownRows,
  stageScanRows,
} from '../../database/import/scanRows';
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
}

/** A part while its records are read. */
interface Staging extends StagedPart {
  /** What its findings are known by, word for word. */
  hashes: Set<string>;
  /** Records that are known so, each once. */
  known: Map<string, KnownRow>;
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
    const part: Staging = {
      target,
      kinds: new Set(),
      toolVersion: null,
      staged: 0,
      hashes: await loadKnownHashes(tx, target.targetKey),
      known: new Map(),
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
      if (part.hashes.has(contentHash)) {
        const row = part.known.get(contentHash);
        part.known.set(contentHash, {
          n: row?.n ?? n,
          contentHash,
          occurrences: (row?.occurrences ?? 0) + told.occurrences,
        });
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
  for (const part of parts.values()) {
    await part.rows.flush();
    await stageKnownRows(tx, part.target.targetKey, [...part.known.values()]);
    part.hashes.clear();
    part.known.clear();
  }
  await components.flush();
  await statements.flush();
  const isScan = data.category !== 'sbom' && data.category !== 'vex';
  // An empty report of a scan speaks for its key as well.
  if (parts.size === 0 && isScan) {
    await partOf(data.tool ?? data.format, data.scan?.scope ?? '');
  }
  // A report that found nothing looked for what it was sent as, or its tool looks for.
  const kind = scanKinds.find(one => one === data.category);
  for (const { kinds, target } of parts.values()) {
    const sought = kind ?? soughtKind(data.format, target.tool);
    if (kinds.size === 0 && sought) kinds.add(sought);
  }
  return { parts: [...parts.values()], unread };
}
