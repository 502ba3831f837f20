/** Other names of a rule, by its name: what a tool or a team knows was renamed. */
export type RuleAliases = ReadonlyMap<string, string>;

const aqua = /^(?:trivy|tfsec|aqua)/i;

/**
 * The one name of a rule. Trivy and tfsec wrote the same check as `KSV012`,
 * `KSV-0012` and `AVD-KSV-0012`.
 */
export function canonicalRule(
  tool: string,
  ruleId: string,
  aliases?: RuleAliases,
): string {
  const known = aliases?.get(ruleId) ?? ruleId;
  if (!aqua.test(tool)) return known;
  const parts = /^(?:AVD-)?([A-Z]{2,6})-?(\d{2,4})$/.exec(known);
  return parts ? `${parts[1]}-${parts[2].padStart(4, '0')}` : known;
}

/** SARIF 3.27.5: `CA1000/1` is a part of the rule `CA1000`. */
export const parentRule = (ruleId: string): string =>
  ruleId.replace(/\/\d+$/, '');
