import { Cvss, cvssOf, cvssScore } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';

/** `NETWORK`, `ADJACENT_NETWORK`, `N`: their letter. */
const letter = (from: Fields, ...keys: string[]) =>
  textOf(from, ...keys)
    ?.trim()
    .charAt(0)
    .toUpperCase() ?? '?';

function version2(from: Fields | undefined): Cvss | undefined {
  if (!from) return undefined;
  const score = numberOf(from, 'score');
  const vector = [
    `AV:${letter(from, 'accessVector')}`,
    `AC:${letter(from, 'accessComplexity')}`,
    // The misspelling is the tool's.
    `Au:${letter(from, 'authenticationr', 'authentication')}`,
    `C:${letter(from, 'confidentialImpact', 'confidentialityImpact')}`,
    `I:${letter(from, 'integrityImpact')}`,
    `A:${letter(from, 'availabilityImpact')}`,
  ].join('/');
  return cvssOf(vector, { score }) ?? cvssScore('2.0', score);
}

function version3(from: Fields | undefined): Cvss | undefined {
  if (!from) return undefined;
  const score = numberOf(from, 'baseScore');
  const version = textOf(from, 'version') === '3.0' ? '3.0' : '3.1';
  const vector = [
    `CVSS:${version}`,
    `AV:${letter(from, 'attackVector')}`,
    `AC:${letter(from, 'attackComplexity')}`,
    `PR:${letter(from, 'privilegesRequired')}`,
    `UI:${letter(from, 'userInteraction')}`,
    `S:${letter(from, 'scope')}`,
    `C:${letter(from, 'confidentialityImpact')}`,
    `I:${letter(from, 'integrityImpact')}`,
    `A:${letter(from, 'availabilityImpact')}`,
  ].join('/');
  return cvssOf(vector, { score }) ?? cvssScore(version, score);
}

function version4(from: Fields): Cvss | undefined {
  const score = numberOf(from, 'baseScore');
  return (
    cvssOf(textOf(from, 'vectorString', 'vector'), { score }) ??
    cvssScore('4.0', score)
  );
}

/** Dependency-Check writes the parts of a vector, each as a word or a letter. */
export function dependencyCheckVectors(vulnerability: Fields): Cvss[] {
  const four = fieldsOf(vulnerability, 'cvssv4');
  return [
    ...[...objectsOf(vulnerability, 'cvssv4'), ...(four ? [four] : [])].map(
      version4,
    ),
    version3(fieldsOf(vulnerability, 'cvssv3')),
    version2(fieldsOf(vulnerability, 'cvssv2')),
  ].filter(item => item !== undefined);
}

/** The word for the severity: its own, else that of the newest vector. */
export function dependencyCheckSeverity(
  vulnerability: Fields,
): string | undefined {
  const [four] = objectsOf(vulnerability, 'cvssv4');
  return (
    textOf(vulnerability, 'severity') ??
    textOf(four ?? fieldsOf(vulnerability, 'cvssv4'), 'baseSeverity') ??
    textOf(fieldsOf(vulnerability, 'cvssv3'), 'baseSeverity') ??
    textOf(fieldsOf(vulnerability, 'cvssv2'), 'severity')
  );
}
