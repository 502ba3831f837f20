import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import { parseJson } from '../reading/parseJson';
import { ScanTally } from '../reading/scanTally';

/** A value that goes on over the next lines, as `jq` prints it. */
interface Open {
  lines: string[];
  number: number;
  depth: number;
  isList: boolean;
}

/** How much deeper a line ends than it began; nothing where it ends in a text. */
function opened(line: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return inText ? undefined : depth;
}

const parsed = (text: string): { value: unknown } | undefined => {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
};

/**
 * JSON values one after the other, each read alone: one a line, over several
 * lines, or in a list. A broken one is rejected by the number of its line.
 */
export async function* jsonLines(
  body: Pick<ReportBody, 'lines' | 'maxDepth'>,
  tally: ScanTally,
): AsyncGenerator<{ value: unknown; at: string }> {
  let open: Open | undefined;
  const broken = (number: number) =>
    tally.reject(`/line/${number}`, 'The line is no JSON: it may be cut off.');
  function* values(value: unknown, number: number) {
    const at = `/line/${number}`;
    if (!Array.isArray(value)) yield { value, at };
    else {
      for (const [index, item] of value.entries()) {
        yield { value: item as unknown, at: `${at}/${index}` };
      }
    }
  }
  for await (const { line, number } of body.lines()) {
    // Printed over several lines, only a new value begins without a blank.
    if (open && !open.isList && /^[[{]/.test(line)) {
      broken(open.number);
      open = undefined;
    }
    const single = open ? undefined : parsed(line);
    if (single) {
      yield* values(single.value, number);
      continue;
    }
    const depth = opened(line);
    if (depth === undefined || (!open && depth <= 0)) {
      broken(open?.number ?? number);
      open = undefined;
      continue;
    }
    if (!open) {
      open = { lines: [], number, depth: 0, isList: line.startsWith('[') };
    }
    open.lines.push(line);
    open.depth += depth;
    if (open.depth > body.maxDepth) {
      throw new ReportError(
        `The JSON nests deeper than ${body.maxDepth} levels, which this source does not take.`,
        `/line/${number}`,
      );
    }
    if (open.depth > 0) continue;
    const whole = parsed(open.lines.join('\n'));
    if (whole) yield* values(whole.value, open.number);
    else broken(open.number);
    open = undefined;
  }
  if (open) broken(open.number);
}
