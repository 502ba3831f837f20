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
    private readonly parse: () => unknown,
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
    return this.parse();
  }
}

const listOf = (text: string, count: number): unknown[] | undefined => {
  try {
    const values = parseJson(`[${text}]`);
    // Half a number or word may have ended elsewhere than it seemed.
    return Array.isArray(values) && values.length === count
      ? values
      : undefined;
  } catch {
    return undefined;
  }
};

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
export function* recordsOf(
  batch: RecordBatch,
  span: Span,
): Generator<JsonRecord> {
  const { count } = batch;
  const text = span.bytes.toString('utf8', span.from, span.to);
  const values = count > 1 ? listOf(text, count) : undefined;
  const texts = values || count === 1 ? [text] : textsOf(span);
  for (let place = 0; place < count; place += 1) {
    yield new BatchRecord(
      batch,
      place,
      values ? () => values[place] : () => parseJson(texts[place] ?? ''),
    );
  }
}
