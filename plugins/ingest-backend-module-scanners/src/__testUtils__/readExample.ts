import {
  ComponentRecord,
  FindingRecord,
  VexRecord,
} from '@quarterdeck/plugin-ingest-common';
import { ReadScan, readScan } from './securityFixtures';

/** What a report was read into, by kind of record. */
export interface ReadExample extends ReadScan {
  findings: FindingRecord[];
  components: ComponentRecord[];
  statements: VexRecord[];
}

/** Reads a report by what it holds alone: a text as it is, anything else as JSON. */
export async function readExample(report: unknown): Promise<ReadExample> {
  const text = typeof report === 'string' ? report : JSON.stringify(report);
  const scan = await readScan(text);
  return {
    ...scan,
    findings: scan.records.flatMap(one =>
      one.record === 'finding' ? [one] : [],
    ),
    components: scan.records.flatMap(one =>
      one.record === 'component' ? [one] : [],
    ),
    statements: scan.records.flatMap(one =>
      one.record === 'vex' ? [one] : [],
    ),
  };
}

/** JSON values, one a line. */
export const jsonLinesOf = (values: readonly unknown[]) =>
  values.map(value => `${JSON.stringify(value)}\n`).join('');
