import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  scanRecordSchema,
  ScanRecord,
} from '@quarterdeck/plugin-ingest-common';
import { ReportFormat } from '@quarterdeck/plugin-ingest-node';
import * as formats from '../formats';
import { headOf } from './headOf';
import { bodyOf } from '@quarterdeck/plugin-ingest-node/testUtils';

const folder = resolve(__dirname, '../../../../../shared/fixtures/security');

const expectedSchema = z.record(
  z.string(),
  z.looseObject({
    raw: z.record(z.string(), z.unknown()).default({}),
  }),
);

/** One public report and what stands in it. */
export interface SecurityFixture {
  path: string;
  raw: Record<string, unknown>;
  text(): string;
}

/** Bytes as the door decodes them. */
export function decoded(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * The public reports of some folders, read where they lie; none where they are
 * not, with a word on it.
 */
export function securityFixtures(
  folders: readonly string[],
): SecurityFixture[] {
  const list = join(folder, 'EXPECTED.json');
  if (!existsSync(list)) {
    process.stdout.write(
      `Left out: the reports of scanners are not at ${folder}.\n`,
    );
    return [];
  }
  const expected = expectedSchema.parse(JSON.parse(readFileSync(list, 'utf8')));
  return Object.entries(expected).flatMap(([path, { raw }]) =>
    folders.includes(path.split('/')[0])
      ? [{ path, raw, text: () => decoded(readFileSync(join(folder, path))) }]
      : [],
  );
}

/** A file beside the reports that says what to expect; none where it is not. */
export function fixtureJson(name: string): unknown {
  const path = join(folder, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The formats that say a text is theirs. */
export const formatsThatKnow = (text: string): ReportFormat[] =>
  Object.values(formats).filter(format => format.detect(headOf(text)));

/** What a text was read into. */
export interface ReadScan {
  format: string;
  figures: Awaited<ReturnType<ReportFormat['parse']>>;
  records: ScanRecord[];
  rejected: { path: string; message: string }[];
}

/** Reads a text with the first format that knows it; every record fits its schema. */
export async function readScan(
  text: string,
  format: ReportFormat | undefined = formatsThatKnow(text)[0],
): Promise<ReadScan> {
  if (!format) throw new Error('No format knows the text.');
  const records: ScanRecord[] = [];
  const rejected: ReadScan['rejected'] = [];
  const figures = await format.parse(bodyOf(text), {
    record: record =>
      void records.push(
        scanRecordSchema.parse(JSON.parse(JSON.stringify(record))),
      ),
    reject: (path, message) => void rejected.push({ path, message }),
  });
  return { format: format.format, figures, records, rejected };
}

/** How often each value occurs. */
export function countBy<T>(
  items: readonly T[],
  of: (item: T) => string | undefined,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const key = of(item);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
