const longest = 256;
const most = 4096;

/**
 * A pure function of a text that remembers what it said: a report names few
 * files and rules, each many times.
 */
export function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return text => {
    if (text.length > longest) return of(text);
    const met = known.get(text);
    if (met !== undefined) return met;
    const value = of(text);
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}
