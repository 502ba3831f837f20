import {
  EventData,
  findingRecordSchema,
  NewFindingRecord,
  NewScanRecord,
  reportReceivedSchema,
  scanRecordSchema,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import {
  AnyLogEvent,
  LogEvent,
  NewEvent,
} from '@quarterdeck/plugin-ingest-node';
import { z } from 'zod';

/** A report of a scan, without its place in the log. */
export interface TestScan {
  entityRef?: string;
  /** Who sent it, in the provider's words. */
  subject?: string;
  at: string;
  data: EventData<'report.received.v1'>;
  records: readonly object[];
}

/** Days after a fixed noon. */
export function day(offset: number): string {
  return new Date(Date.UTC(2026, 2, 1, 12) + offset * 86_400_000).toISOString();
}

/** A finding of a code scanner. */
export function codeFinding(
  data: Partial<NewFindingRecord> & { ruleId: string },
): NewFindingRecord {
  return findingRecordSchema.parse({
    record: 'finding',
    kind: 'sast',
    tool: { name: 'lookout', version: '1.0.0' },
    title: `Found ${data.ruleId}`,
    severity: 'high',
    severitySource: 'native',
    locations: [
      { path: 'src/a.ts', startLine: 7, snippet: `call ${data.ruleId}` },
    ],
    ...data,
  });
}

/** A vulnerable package, as several tools tell it. */
export function packageFinding(
  id: string,
  data: Partial<NewFindingRecord> = {},
): NewFindingRecord {
  return findingRecordSchema.parse({
    record: 'finding',
    kind: 'dependency',
    tool: { name: 'crateview' },
    ruleId: id,
    title: `${id} in left-rope`,
    severity: 'high',
    severitySource: 'native',
    vulnerabilityIds: [id],
    package: {
      name: 'left-rope',
      version: '1.2.0',
      ecosystem: 'npm',
      purl: 'pkg:npm/left-rope@1.2.0',
    },
    target: 'package-lock.json',
    ...data,
  });
}

/** A report with these records. */
export function scan(
  records: readonly NewScanRecord[],
  more: {
    at?: string;
    /** null: the door knows of none. */
    entityRef?: string | null;
    subject?: string;
    data?: Partial<z.input<typeof reportReceivedSchema>>;
  } = {},
): TestScan {
  const at = more.at ?? day(0);
  return {
    at,
    entityRef:
      more.entityRef === null
        ? undefined
        : more.entityRef ?? 'component:default/shop',
    subject: more.subject,
    records: records.map(record => scanRecordSchema.parse(record)),
    data: reportReceivedSchema.parse({
      category: 'security',
      format: 'test',
      tool: 'lookout',
      branch: 'main',
      bytes: 10,
      recordCount: records.length,
      ...more.data,
      scan: { at, ...more.data?.scan },
    }),
  };
}

const idOf = (position: string) =>
  `00000000-0000-4000-8000-${position.padStart(12, '0')}`;

/** A scan as the log returns it. */
export function asEvent(one: TestScan, position: string): AnyLogEvent {
  const event: LogEvent<'report.received.v1'> = {
    position,
    id: idOf(position),
    type: 'report.received.v1',
    entityRef: one.entityRef,
    subject: one.subject,
    occurredAt: new Date(one.at),
    recordedAt: new Date(one.at),
    correlation: {},
    deliveryId: `receipt-${position}`,
    data: one.data,
  };
  return event;
}

/** A scan as the door appends it. */
export function asNewEvent(one: TestScan): NewEvent<'report.received.v1'> {
  return {
    type: 'report.received.v1',
    entityRef: one.entityRef,
    subject: one.subject,
    occurredAt: new Date(one.at),
    data: one.data,
    records: one.records,
  };
}

/** Somebody says whose a project is; null: nobody's. */
export function claimEvent(
  project: string,
  entityRef: string | null,
): NewEvent<'subject.claimed.v1'> {
  const subject = { instance: 'git.example', project };
  return {
    type: 'subject.claimed.v1',
    subject: subjectKey(subject),
    entityRef: entityRef ?? undefined,
    occurredAt: new Date(day(0)),
    data: { subject, entityRef, claimedBy: 'user:default/ada' },
  };
}
