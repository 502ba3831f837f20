import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { HeldRecords } from './heldRecords';
import { childNodes, PatternNode } from './pathPatterns';

interface Frame {
  isArray: boolean;
  nodes: PatternNode[];
  keys: string[];
  /** Of the child that comes or is being read. */
  key: string;
  index: number;
  /** Its children are records: nothing of it stays but its brackets. */
  hollow: boolean;
}

type Reading = 'record' | 'drop' | 'keep';

// What a character means inside a value that is read as one.
const plainMark = 0;
const openMark = 1;
const closeMark = 2;
const quoteMark = 3;
const marks = new Uint8Array(128);
marks[0x7b] = marks[0x5b] = openMark;
marks[0x7d] = marks[0x5d] = closeMark;
marks[0x22] = quoteMark;

const isBlank = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const endsScalar = (code: number) =>
  code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code);

/** A key as it is meant; what is no JSON is told when the rest is parsed. */
function keyText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

const longestRest = 96 * 1024 * 1024;

/**
 * Cuts a JSON document into records by looking at brackets and quotes only.
 * What is no record is kept, so that the rest is a small document of its own.
 */
export class JsonCutter {
  readonly records = new HeldRecords();
  private readonly stack: Frame[] = [];
  private readonly rest: string[] = [];
  private restLength = 0;
  private keepFrom = 0;
  private keeping = true;
  private ended = false;
  private documents = 0;

  private reading: Reading | undefined;
  private pattern = 0;
  private depth = 0;
  private kind: 'container' | 'string' | 'scalar' = 'container';
  private inString = false;
  private escaped = false;
  private from = 0;
  private parts: string[] = [];

  private keyParts: string[] | undefined;
  private expects: 'value' | 'key' | 'colon' | 'comma' = 'value';

  constructor(
    private readonly patterns: PatternNode,
    private readonly maxDepth: number,
    private readonly manyDocuments: boolean,
  ) {
    this.keeping = !manyDocuments;
  }

  /** Reads the next piece of the document. @throws ReportError */
  feed(piece: string): void {
    this.keepFrom = 0;
    this.from = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.reading) at = this.readOn(piece, at);
      else if (this.keyParts) at = this.readKey(piece, at);
      else at = this.step(piece, at);
    }
    if (this.keeping) this.keep(piece.slice(this.keepFrom));
    if (this.reading === 'record') {
      this.parts.push(piece.slice(this.from));
    }
  }

  /** The rest of the document as text. @throws ReportError when it is cut off. */
  end(): string {
    if (this.reading && this.kind === 'scalar') {
      this.endValue('', 0);
    }
    if (this.reading || this.keyParts || this.stack.length > 0) {
      const frame = this.stack.at(-1);
      const path = frame ? [...frame.keys, frame.key].join('/') : '';
      throw new ReportError(
        'The JSON ends in the middle: the report is cut off.',
        `/${path}`,
      );
    }
    if (!this.ended && this.documents === 0) {
      throw new ReportError('The report is empty.');
    }
    return this.rest.join('');
  }

  private keep(text: string): void {
    if (text === '') return;
    this.rest.push(text);
    this.restLength += text.length;
    if (this.restLength > longestRest) {
      throw new ReportError(
        'The report holds more than 96 MiB besides its results, which is not read.',
      );
    }
  }

  private stopKeeping(piece: string, at: number): void {
    if (!this.keeping) return;
    this.keep(piece.slice(this.keepFrom, at));
    this.keeping = false;
  }

  private keepAgain(at: number): void {
    this.keepFrom = at;
    this.keeping = true;
  }

  /** One step between values. */
  private step(piece: string, at: number): number {
    const code = piece.charCodeAt(at);
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
      if (frame.hollow && !this.manyDocuments) this.keepAgain(at);
      this.stack.pop();
      this.expects = 'comma';
      if (this.stack.length === 0) this.endDocument();
      return at + 1;
    }
    if (code === 0x22 && this.expects === 'key') {
      this.keyParts = [];
      this.escaped = false;
      this.from = at + 1;
      return at + 1;
    }
    if (frame && this.expects !== 'value') {
      throw new ReportError(
        `The report is not valid JSON: a ${this.expects} is missing.`,
        `/${[...frame.keys, frame.key].join('/')}`,
      );
    }
    return this.beginValue(piece, at, code, frame);
  }

  private readKey(piece: string, start: number): number {
    for (let at = start; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.escaped) this.escaped = false;
      else if (code === 0x5c) this.escaped = true;
      else if (code === 0x22) {
        const raw = (this.keyParts ?? []).join('') + piece.slice(this.from, at);
        const frame = this.stack.at(-1);
        if (frame) frame.key = keyText(raw);
        this.keyParts = undefined;
        this.expects = 'colon';
        return at + 1;
      }
    }
    this.keyParts?.push(piece.slice(this.from));
    return piece.length;
  }

  private beginValue(
    piece: string,
    at: number,
    code: number,
    frame: Frame | undefined,
  ): number {
    const opens = code === 0x7b || code === 0x5b;
    if (!frame) return this.beginRoot(piece, at, code);
    if (frame.isArray) frame.key = String(frame.index);
    const nodes = childNodes(frame.nodes, frame.key);
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
    return this.open(piece, at, code, nodes, [...frame.keys, frame.key]);
  }

  private beginRoot(piece: string, at: number, code: number): number {
    if (this.ended) {
      throw new ReportError(
        'After the end of the JSON value there is more text.',
      );
    }
    if (this.manyDocuments) {
      if (code === 0x5b) return this.open(piece, at, code, [], [], true);
      this.pattern = 0;
      return this.beginReading('record', piece, at, code);
    }
    if (code === 0x7b || code === 0x5b) {
      return this.open(piece, at, code, [this.patterns], []);
    }
    return this.beginReading('keep', piece, at, code);
  }

  private open(
    piece: string,
    at: number,
    code: number,
    nodes: PatternNode[],
    keys: string[],
    isRoot = false,
  ): number {
    const hollow =
      isRoot || nodes.some(node => node.star?.record !== undefined);
    this.stack.push({
      isArray: code === 0x5b,
      nodes: isRoot
        ? [{ named: new Map(), star: { named: new Map(), record: 0 } }]
        : nodes,
      keys,
      key: '',
      index: 0,
      hollow,
    });
    this.checkDepth(0);
    this.expects = code === 0x7b ? 'key' : 'value';
    if (hollow) this.stopKeeping(piece, at + 1);
    return at + 1;
  }

  private checkDepth(more: number): void {
    if (this.stack.length + more <= this.maxDepth) return;
    throw new ReportError(
      `The JSON nests deeper than ${this.maxDepth} levels, which this source does not take.`,
    );
  }

  private beginReading(
    reading: Reading,
    piece: string,
    at: number,
    code: number,
  ): number {
    this.reading = reading;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    this.parts = [];
    this.from = at;
    this.kind = 'scalar';
    if (code === 0x7b || code === 0x5b) this.kind = 'container';
    else if (code === 0x22) this.kind = 'string';
    if (reading !== 'keep') this.stopKeeping(piece, at);
    if (this.kind === 'string') this.inString = true;
    // The opening of a container is counted by the loop.
    return this.kind === 'container' ? at : at + 1;
  }

  /** Reads on in a value whose inside does not matter. */
  private readOn(piece: string, start: number): number {
    const { length } = piece;
    let at = start;
    if (this.kind === 'scalar') {
      while (at < length && !endsScalar(piece.charCodeAt(at))) at += 1;
      return at < length ? this.endValue(piece, at) : at;
    }
    let { inString, escaped, depth } = this;
    const allowed = this.maxDepth - this.stack.length;
    while (at < length) {
      const code = piece.charCodeAt(at);
      at += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) {
          inString = false;
          if (depth === 0) return this.endValue(piece, at);
        }
        continue;
      }
      const mark = code < 128 ? marks[code] : plainMark;
      if (mark === plainMark) continue;
      if (mark === quoteMark) {
        inString = true;
      } else if (mark === openMark) {
        depth += 1;
        if (depth > allowed) this.checkDepth(depth);
      } else {
        depth -= 1;
        if (depth === 0) return this.endValue(piece, at);
      }
    }
    this.inString = inString;
    this.escaped = escaped;
    this.depth = depth;
    return at;
  }

  private endValue(piece: string, at: number): number {
    const { reading } = this;
    const frame = this.stack.at(-1);
    this.reading = undefined;
    this.depth = 0;
    this.expects = 'comma';
    if (reading === 'record') {
      this.parts.push(piece.slice(this.from, at));
      const text =
        this.parts.length === 1 ? this.parts[0] : this.parts.join('');
      this.records.add(
        {
          parent: frame?.keys ?? [],
          key: frame?.key ?? String(this.documents),
          pattern: this.pattern,
        },
        text,
      );
    }
    this.parts = [];
    if (reading !== 'keep' && frame && !frame.hollow) {
      this.keep('null');
      this.keepAgain(at);
    }
    if (!frame) this.endDocument();
    return at;
  }

  private endDocument(): void {
    this.documents += 1;
    this.expects = 'value';
    this.ended = !this.manyDocuments;
  }
}
