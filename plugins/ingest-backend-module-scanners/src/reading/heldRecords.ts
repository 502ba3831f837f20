import zlib from 'node:zlib';
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

/** Records of one list or object, one after the other. */
interface Group {
  parent: readonly string[];
  pattern: number;
  /** Index of the first in its list; of an object the keys of all. */
  first: number;
  keys?: string[];
  count: number;
}

const plainCharacters = 24 * 1024 * 1024;
const batchCharacters = 1024 * 1024;

const pointerOf = (keys: readonly string[]) =>
  keys.map(key => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

class HeldRecord implements JsonRecord {
  constructor(
    private readonly group: Group,
    private readonly place: number,
    private readonly text: string,
  ) {}

  get pattern(): number {
    return this.group.pattern;
  }

  get keys(): readonly string[] {
    const { parent, keys, first } = this.group;
    return [...parent, keys ? keys[this.place] : String(first + this.place)];
  }

  get path(): string {
    return pointerOf(this.keys);
  }

  read(): unknown {
    return parseJson(this.text);
  }
}

/**
 * Records as text until the rest of their document is known: what they mean may
 * stand after them. The first of them as they are, further ones compressed.
 */
export class HeldRecords {
  private readonly groups: Group[] = [];
  private readonly plain: string[] = [];
  private readonly packed: { data: Buffer; lengths: number[] }[] = [];
  private batch: string[] = [];
  private batched = 0;
  private characters = 0;
  count = 0;

  /** `key` is an index where the parent is a list. */
  add(
    parent: readonly string[],
    key: string | number,
    pattern: number,
    text: string,
  ): void {
    this.note(parent, key, pattern);
    this.count += 1;
    this.characters += text.length;
    if (this.packed.length === 0 && this.characters <= plainCharacters) {
      this.plain.push(text);
      return;
    }
    this.batch.push(text);
    this.batched += text.length;
    if (this.batched >= batchCharacters) this.pack();
  }

  private note(
    parent: readonly string[],
    key: string | number,
    pattern: number,
  ): void {
    const last = this.groups.at(-1);
    const isSame =
      last?.parent === parent &&
      last.pattern === pattern &&
      (last.keys === undefined) === (typeof key === 'number');
    if (last && isSame) {
      last.count += 1;
      if (typeof key === 'string') last.keys?.push(key);
    } else if (typeof key === 'number') {
      this.groups.push({ parent, pattern, first: key, count: 1 });
    } else {
      this.groups.push({ parent, pattern, first: 0, keys: [key], count: 1 });
    }
  }

  private pack(): void {
    if (this.batch.length === 0) return;
    this.packed.push({
      data: zlib.deflateRawSync(this.batch.join(''), { level: 1 }),
      lengths: this.batch.map(({ length }) => length),
    });
    this.batch = [];
    this.batched = 0;
  }

  /** Their texts, some at a time, let go in passing. */
  private *texts(): Generator<string[]> {
    yield this.plain.splice(0);
    this.pack();
    for (const part of this.packed) {
      const text = zlib.inflateRawSync(part.data).toString('utf8');
      part.data = Buffer.alloc(0);
      let at = 0;
      yield part.lengths.map(length => {
        at += length;
        return text.slice(at - length, at);
      });
    }
  }

  /** All of them in the order of the document, once. */
  *take(): Generator<JsonRecord> {
    let number = 0;
    let place = 0;
    for (const texts of this.texts()) {
      for (let index = 0; index < texts.length; index += 1) {
        const group = this.groups[number];
        yield new HeldRecord(group, place, texts[index]);
        texts[index] = '';
        place += 1;
        if (place === group.count) {
          place = 0;
          number += 1;
        }
      }
    }
  }
}
