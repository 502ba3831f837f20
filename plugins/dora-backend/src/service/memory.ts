/**
 * Answers that hold as long as what they were read from: the key names its
 * version. What is asked again while it is being read is read once.
 */
export class Memory<T> {
  private readonly kept = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known) {
      // The longest unused one goes first.
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const reading = read();
    this.kept.set(key, reading);
    reading.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
    return reading;
  }

  has(key: string): boolean {
    return this.kept.has(key);
  }
}
