/** Names by which pipelines commonly get the environment they deploy to. */
const parameterName =
  /^(?:deploy[-_]?(?:to)?[-_]?|target[-_]?)?env(?:ironment)?(?:[-_]?name)?$/i;

/** The environment that labels or parameters name; `undefined` when none or two do. */
export function environmentParameter(
  parameters: readonly (readonly [name: string, value: unknown])[],
): string | undefined {
  const values = new Set<string>();
  for (const [name, value] of parameters) {
    if (typeof value !== 'string' || !parameterName.test(name)) continue;
    const trimmed = value.trim();
    if (trimmed) values.add(trimmed);
  }
  const [first] = values;
  return values.size === 1 && first.length <= 255 ? first : undefined;
}
