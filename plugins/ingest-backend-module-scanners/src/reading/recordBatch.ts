import { JsonValue } from './jsonValue';
import { parseJson } from './parseJson';

/** A record cut out of a document. */
export interface JsonRecord {
  /** JSON pointer. */
  readonly path: string;
  /** The same as keys, from the root. */
  readonly keys: readonly string[];
  /** Number of the pattern it was cut by. */
  readonly pattern: number;
  /** @throws RecordError when it is not valid JSON. */
  read(): unknown;
}

/** Where something stands in bytes. */
export interface Span {
  bytes: Buffer;
  from: number;
  to: number;
  /** Whether texts in it may hold characters by their numbers. */
  hasNumbered: boolean;
}

/** Records that stand side by side in one list, or one record alone. */
export interface RecordBatch {
  parent: readonly string[];
  pattern: number;
  /** Of the first of them; an index in a list. */
  key: string | number;
  count: number;
  /** Absent when it stands among the packed. */
  span?: Span;
  /** Its length among the packed. */
  length: number;
}

const pointerOf = (keys: readonly string[]) =>
  keys.map(key => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

class BatchRecord implements JsonRecord {
  constructor(
    private readonly batch: RecordBatch,
    private readonly place: number,
    private readonly value: unknown,
    /** Instead of the value: it has yet to be parsed. */
    private readonly text?: string,
  ) {}

  get pattern(): number {
    return this.batch.pattern;
  }

  get keys(): readonly string[] {
    const { parent, key } = this.batch;
    return [
      ...parent,
      typeof key === 'number' ? String(key + this.place) : key,
    ];
  }

  get path(): string {
    return pointerOf(this.keys);
  }

  read(): unknown {
    return this.text === undefined ? this.value : parseJson(this.text);
  }
}

let scratch = Buffer.alloc(0);

/** The span as one list: joining texts would copy each of them once more. */
function listText({ bytes, from, to }: Span): string {
  const length = to - from;
  if (scratch.length < length + 2) {
    scratch = Buffer.alloc(length + 2);
    scratch[0] = 0x5b;
  }
  bytes.copy(scratch, 1, from, to);
  scratch[length + 1] = 0x5d;
  return scratch.toString('utf8', 0, length + 2);
}

function valuesOf(span: Span, count: number): unknown[] | undefined {
  try {
    const values = parseJson(listText(span), span.hasNumbered);
    // Half a number or word may have ended elsewhere than it seemed.
    return Array.isArray(values) && values.length === count
      ? values
      : undefined;
  } catch {
    return undefined;
  }
}

/** The records of a batch that is no JSON as a whole, each as text. */
function textsOf({ bytes, from, to }: Span): string[] {
  const value = new JsonValue(() => undefined);
  const texts: string[] = [];
  let at = from;
  while (at < to) {
    const start = at;
    const end = value.readOn(
      bytes.subarray(0, to),
      value.begin(bytes[at], at),
      Infinity,
    );
    at = end < 0 ? to : end;
    texts.push(bytes.toString('utf8', start, at));
    while (at < to && (bytes[at] <= 0x20 || bytes[at] === 0x2c)) at += 1;
  }
  return texts;
}

/** The records of a batch, parsed together as long as all of them are JSON. */
export function recordsOf(batch: RecordBatch, span: Span): JsonRecord[] {
  const { count } = batch;
  const values = count > 1 ? valuesOf(span, count) : undefined;
  if (values) {
    return values.map((value, place) => new BatchRecord(batch, place, value));
  }
  const texts =
    count > 1
      ? textsOf(span).slice(0, count)
      : [span.bytes.toString('utf8', span.from, span.to)];
  return texts.map(
    (text, place) => new BatchRecord(batch, place, undefined, text),
  );
}
