/** Every two bytes in hexadecimal digits: putting zeros before each takes longer. */
const twoBytes = Array.from({ length: 0x10000 }, (_, i) =>
  i.toString(16).padStart(4, '0'),
);

const hex = (word: number) => twoBytes[word >>> 16] + twoBytes[word & 0xffff];

function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * 64 bits that stand for many texts and numbers: a hash of the library wants
 * one text of them all, which takes longer to put together. It keeps apart what
 * happens to differ, not what somebody makes collide: whoever did would only
 * keep a change of his own deployment from being seen.
 */
export class ShortHash {
  private a = 0x9e3779b1 | 0;
  private b = 0x85ebca77 | 0;

  /** Adds a value; the next one is another. */
  add(value: string | number | boolean | null): this {
    if (typeof value === 'string') {
      for (let i = 0; i < value.length; i++) this.mix(value.charCodeAt(i));
      this.mix(0x10000 + value.length);
    } else if (typeof value === 'number') {
      const high = Math.floor(value / 2 ** 32);
      this.mix(value - high * 2 ** 32);
      this.mix(high ^ 0x20000);
    } else {
      this.mix(value === null ? 0x30000 : 0x40000 + Number(value));
    }
    return this;
  }

  /** Adds bytes, four at a time. */
  addBytes(view: DataView, from: number, to: number): this {
    let at = from;
    for (; at + 4 <= to; at += 4) this.mix(view.getInt32(at));
    for (; at < to; at++) this.mix(view.getUint8(at));
    this.mix(0x50000 + to - from);
    return this;
  }

  /** 16 hexadecimal digits. */
  text(): string {
    const a = scramble(this.a ^ (this.b >>> 15));
    const b = scramble(this.b ^ (this.a >>> 13));
    return hex(a) + hex(b);
  }

  private mix(part: number): void {
    const a = Math.imul(this.a ^ part, 0x9e3779b1);
    const b = Math.imul(this.b ^ part, 0x5f356495);
    this.a = (a << 13) | (a >>> 19);
    this.b = (b << 17) | (b >>> 15);
  }
}
