const aliases: readonly (readonly string[])[] = [
  ['production', 'prod', 'prd', 'live'],
  ['staging', 'stage', 'stg', 'preprod', 'pre-production'],
  ['testing', 'test', 'qa'],
  ['development', 'dev'],
];

/** One name for the usual spellings of an environment; others in lower case. */
export function canonicalEnvironment(name: string): string {
  const lower = name.trim().toLocaleLowerCase('en-US');
  return aliases.find(words => words.includes(lower))?.[0] ?? lower;
}

/** Whether two names mean the same environment: `prod` and `production`. */
export function sameEnvironment(left: string, right: string): boolean {
  return canonicalEnvironment(left) === canonicalEnvironment(right);
}
