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

interface Held {
  parent: readonly string[];
  key: string;
  pattern: number;
}

const plainCharacters = 32 * 1024 * 1024;
const batchCharacters = 1024 * 1024;

const pointerOf = (keys: readonly string[]) =>
  keys.map(key => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/**
 * Records as text until the rest of their document is known: what they mean may
 * stand after them. The first of them as they are, further ones compressed.
 */
export class HeldRecords {
  private readonly held: Held[] = [];
  private readonly plain: string[] = [];
  private readonly packed: { data: Buffer; lengths: number[] }[] = [];
  private batch: string[] = [];
  private batched = 0;
  private characters = 0;

  get count(): number {
    return this.held.length;
  }

  add(place: Held, text: string): void {
    this.held.push(place);
    this.characters += text.length;
    if (this.packed.length === 0 && this.characters <= plainCharacters) {
      this.plain.push(text);
      return;
    }
    this.batch.push(text);
    this.batched += text.length;
    if (this.batched >= batchCharacters) this.pack();
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

  private *texts(): Generator<string> {
    for (let index = 0; index < this.plain.length; index += 1) {
      yield this.plain[index];
      this.plain[index] = '';
    }
    this.pack();
    for (const part of this.packed) {
      const text = zlib.inflateRawSync(part.data).toString('utf8');
      part.data = Buffer.alloc(0);
      let at = 0;
      for (const length of part.lengths) {
        yield text.slice(at, at + length);
        at += length;
      }
    }
  }

  /** All of them in the order of the document, once: they are let go in passing. */
  *take(): Generator<JsonRecord> {
    let index = 0;
    for (const text of this.texts()) {
      const { parent, key, pattern } = this.held[index];
      index += 1;
      yield {
        pattern,
        get keys() {
          return [...parent, key];
        },
        get path() {
          return pointerOf([...parent, key]);
        },
        read: () => parseJson(text),
      };
    }
  }
}
