import { VexStatus } from '../words/findingWords';
import { VexStatement } from './vexTypes';

/** OpenVEX 0.2 and, as flags, CSAF 2.0. */
const fiveReasons = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
];

/** CycloneDX: nine. */
const nineReasons = [
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
];

/** Words of justification, in any of the formats. */
export const vexJustifications: readonly string[] = [
  ...fiveReasons,
  ...nineReasons,
];

/** Words of status in every format, and what they mean. */
const words: Readonly<Record<string, VexStatus>> = {
  affected: 'affected',
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  exploitable: 'affected',
  not_affected: 'not_affected',
  known_not_affected: 'not_affected',
  false_positive: 'false_positive',
  fixed: 'fixed',
  first_fixed: 'fixed',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  under_investigation: 'under_investigation',
  in_triage: 'under_investigation',
};

/** What a word of status means; undefined for one that nobody knows. */
export const vexStatusOf = (word: string): VexStatus | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

/**
 * Why a statement may not be applied; undefined: it may. What is wrong here would
 * close a finding without anybody having said why.
 */
export function refusalOf(
  statement: VexStatement,
  format: 'cyclonedx' | 'openvex' | 'csaf',
): string | undefined {
  if (statement.vulnerabilityIds.length === 0) {
    return 'It names no vulnerability.';
  }
  if (vexStatusOf(statement.nativeStatus) === undefined) {
    return `The status "${statement.nativeStatus}" is not one of VEX: what it is about stays open.`;
  }
  const { justification, impact } = statement;
  if (
    justification !== undefined &&
    statement.status === 'not_affected' &&
    !vexJustifications.includes(justification)
  ) {
    return `The justification "${justification}" is not one of VEX.`;
  }
  // CycloneDX asks for none; the others want to know why.
  const needsReason =
    format !== 'cyclonedx' && statement.status === 'not_affected';
  if (needsReason && !justification && !impact) {
    return 'not_affected needs a justification or an impact statement.';
  }
  return undefined;
}
