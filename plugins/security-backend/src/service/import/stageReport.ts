import { Knex } from 'knex';
import {
  ComponentRecord,
  ScanKind,
  scanKinds,
  scanRecordSchema,
  VexRecord,
} from '@quarterdeck/plugin-ingest-common';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { ScanRow, stageScanRows } from '../../database/import/scanRows';
import { ReportEvent, ScanTarget, scanTarget } from './scanTarget';
import { toScanRow } from './toScanRow';

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
  event: ReportEvent & { entityRef: string },
  options: {
    records: ReadRecords;
    isDefault: (branch: string) => boolean;
    others: OtherRecords;
  },
): Promise<{ parts: StagedPart[]; unread: number }> {
  const { data } = event;
  const parts = new Map<
    string,
    StagedPart & { rows: ReturnType<typeof pieces<ScanRow>> }
  >();
  const partOf = (tool: string, scope: string) => {
    const key = JSON.stringify([tool, scope]);
    const known = parts.get(key);
    if (known) return known;
    const target = scanTarget(event, { tool, scope }, options.isDefault);
    const part = {
      target,
      kinds: new Set<ScanKind>(),
      toolVersion: null,
      staged: 0,
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
    const parsed = scanRecordSchema.safeParse(record);
    if (!parsed.success) {
      unread += 1;
      continue;
    }
    switch (parsed.data.record) {
      case 'finding': {
        const finding = parsed.data;
        const scope = data.scan?.scope ?? finding.scope ?? '';
        const part: StagedPart & { rows: ReturnType<typeof pieces<ScanRow>> } =
          partOf(data.tool ?? finding.tool.name, scope);
        part.kinds.add(finding.kind);
        part.toolVersion = finding.tool.version ?? part.toolVersion;
        n += 1;
        part.staged += 1;
        await part.rows.add(toScanRow(finding, n));
        break;
      }
      case 'component':
        await components.add(parsed.data);
        break;
      default:
        await statements.add(parsed.data);
    }
  }
  for (const part of parts.values()) await part.rows.flush();
  await components.flush();
  await statements.flush();
  const isScan = data.category !== 'sbom' && data.category !== 'vex';
  // An empty report of a scan speaks for its key as well.
  if (parts.size === 0 && isScan) {
    partOf(data.tool ?? data.format, data.scan?.scope ?? '');
  }
  // A report that found nothing looked for what it was sent as.
  const kind = scanKinds.find(one => one === data.category);
  for (const { kinds } of parts.values()) {
    if (kinds.size === 0 && kind) kinds.add(kind);
  }
  return { parts: [...parts.values()], unread };
}
