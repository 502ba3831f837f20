import { ReportBody } from '@quarterdeck/plugin-ingest-node';
import { needFields, Fields } from './fields';
import { jsonRecords } from './jsonRecords';

/** A small document that is one object. @throws ReportError */
export async function wholeJson(
  body: Pick<ReportBody, 'bytes' | 'maxDepth'>,
): Promise<Fields> {
  return needFields((await jsonRecords(body, [])).rest);
}
