import {
  FindingFilter,
  findingExportLimit,
} from '@quarterdeck/plugin-security-common';
import { FindingRow } from '../database/findingRows';
import { findingCondition } from './findingFilter';
import { Caller, pageOfFindings } from './findingQuestions';
import { Reader } from './reader';

const perPage = 1000;

/** The findings of an export, a page at a time, up to its limit. */
export async function* exportedPages(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): AsyncGenerator<FindingRow[]> {
  const condition = findingCondition(reader, filter, caller);
  let cursor: string | undefined;
  let told = 0;
  while (told < findingExportLimit) {
    const page = await pageOfFindings(reader, condition, {
      sort: 'severity',
      limit: Math.min(perPage, findingExportLimit - told),
      cursor,
    });
    yield page.rows;
    told += page.rows.length;
    if (!page.nextCursor) return;
    cursor = page.nextCursor;
  }
}
