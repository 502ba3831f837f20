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
import { lineIsOf } from './lineIsOf';
import { OwnedReport } from './ownedReport';
import { pieces } from './pieces';
import { ScanTarget, scanTarget } from './scanTarget';
import { contentHashOf, toScanRow } from './toScanRow';

/** Reads the records beside an event, each a line of JSON. */
export type ReadRecords = (event: LogEvent) => AsyncIterable<Buffer>;

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
  /** What its findings are known by; of plain ones those told are told apart. */
  findings: KnownFindings;
  /** Records that are known word for word and have to be looked at, each once. */
  again: Map<string, KnownRow>;
  rows: ReturnType<typeof pieces<ScanRow>>;
  /** Whether a line that is known among its findings is told of it. */
  isOf: (line: Buffer) => boolean;
}

/** Where records that are no findings go, a piece at a time. */
export interface OtherRecords {
  components(records: readonly ComponentRecord[]): Promise<void>;
  statements(records: readonly VexRecord[]): Promise<void>;
}

function recordOf(line: Buffer): object | undefined {
  const record: unknown = JSON.parse(line.toString('utf8'));
  return typeof record === 'object' && record !== null ? record : undefined;
}

/**
 * Whether a record is known word for word. One that only confirms its finding is
 * counted, another is kept to be looked at.
 */
function noteKnown({ findings, again }: Staging, row: KnownRow): boolean {
  const { contentHash, occurrences } = row;
  const plain = findings.plain.get(contentHash);
  if (!plain && !findings.others.has(contentHash)) return false;
  const before = again.get(contentHash);
  if (before) {
    before.occurrences += occurrences;
  } else if (plain?.told && plain.occurrences === occurrences) {
    findings.plain.set(contentHash, plain.told);
  } else {
    // Told before and again now: it stands there more often than it did.
    const more = plain && !plain.told ? plain.occurrences : 0;
    again.set(contentHash, { ...row, occurrences: more + occurrences });
  }
  return true;
}

/**
 * Whether a line only confirms a finding that stands once in its report: most lines
 * of most reports do, and are not even parsed.
 */
function confirms(
  parts: Iterable<Staging>,
  { line, hash }: { line: Buffer; hash: string },
): boolean {
  for (const part of parts) {
    const { plain } = part.findings;
    const known = plain.get(hash);
    if (!known) continue;
    if (!known.told || known.occurrences !== 1) return false;
    if (!part.isOf(line)) return false;
    plain.set(hash, known.told);
    part.kinds.add(known.kind);
    part.staged += 1;
    return true;
  }
  return false;
}

/** Stages the findings of a key that have to be looked at, and what is known of them. */
async function stageKnown(tx: Knex, part: Staging): Promise<void> {
  const { target, findings, again } = part;
  if (!part.known) return;
  const looked = [...findings.others];
  let confirmed = 0;
  for (const [hash, { told }] of findings.plain) {
    if (!told && !again.has(hash)) confirmed += 1;
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
      isOf: lineIsOf(event, target),
    };
    parts.set(key, part);
    return part;
  };
  const components = pieces(options.others.components);
  const statements = pieces(options.others.statements);
  let n = 0;
  let unread = 0;
  for await (const line of options.records(event)) {
    n += 1;
    const hash = contentHashOf(line);
    if (confirms(parts.values(), { line, hash })) continue;
    const record = recordOf(line);
    if (!record) continue;
    const told = findingHead(record);
    // A VEX document speaks of findings; that it lists them again finds none.
    if (told && data.category === 'vex') continue;
    if (told) {
      const part = await partOf(
        data.tool ?? told.tool,
        data.scan?.scope ?? told.scope,
      );
      const { occurrences } = told;
      if (noteKnown(part, { n, contentHash: hash, occurrences })) {
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
        await part.rows.add(toScanRow(finding, n, hash));
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
