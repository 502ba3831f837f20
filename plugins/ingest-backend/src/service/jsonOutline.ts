/** A place of a document: what stands there first, and what stands below. */
interface Place {
  /** `{`, `[`, a text with its quotes, or a word or number. */
  first: string;
  children: Map<string, Place>;
}

/** A list or an object that is open. */
interface Level {
  isArray: boolean;
  /** Absent where nobody looks: too deep, or one of too many. */
  place: Place | undefined;
  key: string;
}

const deepest = 7;
const longestToken = 500;
const mostPlaces = 3500;
const mostKeys = 200;

const quote = 0x22;
const backslash = 0x5c;

const isBlank = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** A text that was cut must not end in half an escape. */
const endsWell = (text: string) => text.replace(/\\[^\\]{0,4}$|\\+$/, '');

/**
 * The shape of a JSON document of any size: each of its places once, lists with
 * one item that has what any of them has, values as they stand first.
 */
export class JsonOutline {
  private readonly root: Place = { first: '', children: new Map() };
  private readonly levels: Level[] = [];
  private places = 0;
  private ended = false;
  private inString = false;
  private escaped = false;
  private expectsKey = false;
  private token: number[] = [];

  /** Looks at the next bytes. */
  feed(piece: Buffer): void {
    for (let at = 0; at < piece.length && !this.ended; at += 1) {
      const code = piece[at];
      if (this.inString) this.addToText(code);
      else this.step(code);
    }
  }

  /** The outline as JSON. */
  text(): string {
    const written = ({ first, children }: Place): string => {
      const entries = [...children];
      if (first === '[') {
        return `[${entries.map(([, child]) => written(child)).join(',')}]`;
      }
      if (first !== '{') return first;
      return `{${entries
        .map(([key, child]) => `"${key}":${written(child)}`)
        .join(',')}}`;
    };
    return [...this.root.children.values()].map(written).join('\n');
  }

  private step(code: number): void {
    if (code === quote) {
      this.inString = true;
      this.token = [];
    } else if (code === 0x7b || code === 0x5b) {
      const place = this.note(code === 0x7b ? '{' : '[');
      this.levels.push({ isArray: code === 0x5b, place, key: '' });
      this.expectsKey = code === 0x7b;
    } else if (code === 0x7d || code === 0x5d) {
      this.endWord();
      this.levels.pop();
      // Further documents look like the first.
      this.ended = this.levels.length === 0;
    } else if (code === 0x2c) {
      this.endWord();
      this.expectsKey = this.levels.at(-1)?.isArray === false;
    } else if (isBlank(code) || code === 0x3a) {
      this.endWord();
    } else if (this.token.length < longestToken) {
      this.token.push(code);
    }
  }

  private addToText(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === backslash) this.escaped = true;
    else if (code === quote) {
      this.endText();
      return;
    }
    if (this.token.length < longestToken) this.token.push(code);
  }

  private taken(): string {
    const text = Buffer.from(this.token).toString();
    this.token = [];
    return text;
  }

  private endText(): void {
    this.inString = false;
    const isCut = this.token.length >= longestToken;
    const raw = this.taken();
    const text = isCut ? endsWell(raw) : raw;
    const level = this.levels.at(-1);
    if (this.expectsKey && level) {
      level.key = text;
      this.expectsKey = false;
    } else {
      this.note(`"${text}"`);
    }
  }

  private endWord(): void {
    if (this.token.length > 0) this.note(this.taken());
  }

  /** The place of a value that begins. */
  private note(first: string): Place | undefined {
    const level = this.levels.at(-1);
    const parent = level ? level.place : this.root;
    if (!parent || this.levels.length > deepest) return undefined;
    const key = level && !level.isArray ? level.key : '*';
    const known = parent.children.get(key);
    if (known) {
      // A list of nothing tells less than one that holds something.
      if (known.first === 'null') known.first = first;
      return known.first === first ? known : undefined;
    }
    if (this.places >= mostPlaces && this.levels.length > 1) return undefined;
    if (parent.children.size >= mostKeys) return undefined;
    this.places += 1;
    const place = { first, children: new Map() };
    parent.children.set(key, place);
    return place;
  }
}
