import { ReportBody } from '@quarterdeck/plugin-ingest-node';
import { ScanTally } from '../reading/scanTally';

/** One JSON value a line, each read alone; a broken line is rejected by its number. */
export async function* jsonLines(
  body: Pick<ReportBody, 'lines'>,
  tally: ScanTally,
): AsyncGenerator<{ value: unknown; at: string }> {
  for await (const { line, number } of body.lines()) {
    const at = `/line/${number}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      tally.reject(at, 'The line is no JSON: it may be cut off.');
      continue;
    }
    yield { value, at };
  }
}
