import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { HeldRecords } from './heldRecords';
import {
  childKeys,
  documentNodes,
  Frame,
  isBlank,
  nodesOf,
  openFrame,
} from './jsonFrame';
import { JsonKey } from './jsonKey';
import { JsonValue } from './jsonValue';
import { PatternNode } from './pathPatterns';
import { RestText } from './restText';

type Reading = 'record' | 'drop' | 'keep';

const noKeys: readonly string[] = [];
const noBytes = Buffer.alloc(0);

/**
 * Cuts a JSON document into records by looking at brackets and quotes only.
 * What is no record is kept, so that the rest is a small document of its own.
 */
export class JsonCutter {
  readonly records = new HeldRecords();
  private readonly stack: Frame[] = [];
  private readonly rest: RestText;
  private ended = false;
  private documents = 0;

  private reading: Reading | undefined;
  private pattern = 0;
  private readonly value = new JsonValue(() => this.tooDeep());
  private from = 0;
  private parts: Buffer[] = [];

  private readonly key = new JsonKey();
  private expects: 'value' | 'key' | 'colon' | 'comma' = 'value';

  constructor(
    private readonly patterns: PatternNode,
    private readonly maxDepth: number,
    private readonly manyDocuments: boolean,
  ) {
    this.rest = new RestText(!manyDocuments);
  }

  /** Reads the next piece of the document. @throws ReportError */
  feed(piece: Buffer): void {
    this.rest.begin();
    this.from = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.reading) at = this.readOn(piece, at);
      else if (this.key.isOpen) at = this.readKey(piece, at);
      else at = this.step(piece, at);
    }
    this.rest.end(piece);
    if (this.reading === 'record') {
      this.parts.push(piece.subarray(this.from));
    }
  }

  /** The rest of the document as text. @throws ReportError when it is cut off. */
  end(): string {
    if (this.reading && this.value.endsAnywhere) this.endValue(noBytes, 0);
    if (this.reading || this.key.isOpen || this.stack.length > 0) {
      const frame = this.stack.at(-1);
      throw new ReportError(
        'The JSON ends in the middle: the report is cut off.',
        `/${frame ? childKeys(frame).join('/') : ''}`,
      );
    }
    if (!this.ended && this.documents === 0) {
      throw new ReportError('The report is empty.');
    }
    return this.rest.text;
  }

  /** One step between values. */
  private step(piece: Buffer, at: number): number {
    const code = piece[at];
    if (isBlank(code)) return at + 1;
    const frame = this.stack.at(-1);
    if (code === 0x2c && frame && this.expects === 'comma') {
      frame.index += 1;
      this.expects = frame.isArray ? 'value' : 'key';
      return at + 1;
    }
    if (code === 0x3a && this.expects === 'colon') {
      this.expects = 'value';
      return at + 1;
    }
    if ((code === 0x5d || code === 0x7d) && frame) {
      if ((code === 0x5d) !== frame.isArray) {
        throw new ReportError(
          'The JSON closes what it has not opened.',
          `/${frame.keys.join('/')}`,
        );
      }
      if (frame.hollow && !this.manyDocuments) this.rest.goOn(at);
      this.stack.pop();
      this.expects = 'comma';
      if (this.stack.length === 0) this.endDocument();
      return at + 1;
    }
    if (code === 0x22 && this.expects === 'key') {
      this.key.begin();
      return at + 1;
    }
    if (frame && this.expects !== 'value') {
      throw new ReportError(
        `The report is not valid JSON: a ${this.expects} is missing.`,
        `/${childKeys(frame).join('/')}`,
      );
    }
    return this.beginValue(piece, at, code, frame);
  }

  private readKey(piece: Buffer, start: number): number {
    const { key, at } = this.key.readOn(piece, start);
    const frame = this.stack.at(-1);
    if (key !== undefined && frame) {
      frame.key = key;
      this.expects = 'colon';
    }
    return at;
  }

  private beginValue(
    piece: Buffer,
    at: number,
    code: number,
    frame: Frame | undefined,
  ): number {
    const opens = code === 0x7b || code === 0x5b;
    if (!frame) return this.beginRoot(piece, at, code);
    const nodes = nodesOf(frame);
    const record = nodes.find(node => node.record !== undefined)?.record;
    if (record !== undefined) {
      this.pattern = record;
      return this.beginReading('record', piece, at, code);
    }
    if (nodes.some(node => node.drop)) {
      return this.beginReading('drop', piece, at, code);
    }
    if (!opens || nodes.length === 0) {
      return this.beginReading('keep', piece, at, code);
    }
    return this.open(piece, at, code, nodes, childKeys(frame));
  }

  private beginRoot(piece: Buffer, at: number, code: number): number {
    if (this.ended) {
      throw new ReportError(
        'After the end of the JSON value there is more text.',
      );
    }
    if (this.manyDocuments) {
      if (code === 0x5b) return this.open(piece, at, code, documentNodes(), []);
      this.pattern = 0;
      return this.beginReading('record', piece, at, code);
    }
    if (code === 0x7b || code === 0x5b) {
      return this.open(piece, at, code, [this.patterns], []);
    }
    return this.beginReading('keep', piece, at, code);
  }

  private open(
    piece: Buffer,
    at: number,
    code: number,
    nodes: PatternNode[],
    keys: string[],
  ): number {
    const frame = openFrame(code === 0x5b, nodes, keys);
    this.stack.push(frame);
    if (this.stack.length > this.maxDepth) this.tooDeep();
    this.expects = code === 0x7b ? 'key' : 'value';
    if (frame.hollow) this.rest.stop(piece, at + 1);
    return at + 1;
  }

  private tooDeep(): never {
    throw new ReportError(
      `The JSON nests deeper than ${this.maxDepth} levels, which this source does not take.`,
    );
  }

  private beginReading(
    reading: Reading,
    piece: Buffer,
    at: number,
    code: number,
  ): number {
    this.reading = reading;
    this.parts = [];
    this.from = at;
    if (reading !== 'keep') this.rest.stop(piece, at);
    return this.value.begin(code, at);
  }

  private readOn(piece: Buffer, start: number): number {
    const allowed = this.maxDepth - this.stack.length;
    const end = this.value.readOn(piece, start, allowed);
    return end < 0 ? piece.length : this.endValue(piece, end);
  }

  private endValue(piece: Buffer, at: number): number {
    const { reading } = this;
    const frame = this.stack.at(-1);
    this.reading = undefined;
    this.expects = 'comma';
    if (reading === 'record') {
      this.addRecord(piece, at, frame);
    }
    if (reading !== 'keep' && frame && !frame.hollow) {
      this.rest.addNull();
      this.rest.goOn(at);
    }
    if (!frame) this.endDocument();
    return at;
  }

  private addRecord(piece: Buffer, end: number, frame: Frame | undefined) {
    const isWhole = this.parts.length === 0;
    const bytes = isWhole
      ? piece
      : Buffer.concat([...this.parts, piece.subarray(this.from, end)]);
    this.records.add(
      frame?.keys ?? noKeys,
      frame && !frame.isArray ? frame.key : frame?.index ?? this.documents,
      this.pattern,
      {
        bytes,
        from: isWhole ? this.from : 0,
        to: isWhole ? end : bytes.length,
        hasNumbered: this.value.hasNumbered,
      },
    );
    this.parts = [];
  }

  private endDocument(): void {
    this.documents += 1;
    this.expects = 'value';
    this.ended = !this.manyDocuments;
  }
}
