const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** A test for texts by a pattern in which `*` is any run of characters; case does not count. */
export function wildcard(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) {
    const wanted = pattern.toLocaleLowerCase('en-US');
    return text => text.toLocaleLowerCase('en-US') === wanted;
  }
  const expression = new RegExp(
    `^${pattern.split('*').map(escape).join('.*')}$`,
    'is',
  );
  return text => expression.test(text);
}

/** A test for texts that fit any of the patterns. */
export function anyWildcard(
  patterns: readonly string[],
): (text: string) => boolean {
  const tests = patterns.map(wildcard);
  return text => tests.some(test => test(text));
}
