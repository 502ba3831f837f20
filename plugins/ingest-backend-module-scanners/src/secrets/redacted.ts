/** Whether a tool has hidden the value itself: then it is no identity. */
export const isRedacted = (value: string): boolean =>
  /^\s*(?:\[?redacted\]?|\*{3,}|x{6,}|\.{3,})/i.test(value) ||
  /\*{4,}/.test(value);

/** Rules that see randomness, not a known kind of key. */
export const isGenericRule = (rule: string | undefined): boolean =>
  /generic|entropy|keyword|password-in-url/i.test(rule ?? '');
