import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { Fields, fieldsOf, textOf } from '../reading/fields';
import { SarifRule } from './sarifRules';

type Package = NonNullable<NewFindingRecord['package']>;

const line = (message: string, name: string) =>
  new RegExp(`^${name}: *(\\S.{0,300})$`, 'm').exec(message)?.[1].trim();

/** The package a result of a dependency scanner speaks of: SARIF has no place for it. */
export function sarifPackage(
  result: Fields,
  message: string | undefined,
  rule: SarifRule | undefined,
): Package | undefined {
  const bag = fieldsOf(result, 'properties');
  const component = textOf(bag, 'component', 'packageName', 'pkgName');
  const purl = textOf(bag, 'purl') ?? rule?.purls[0];
  if (component !== undefined) {
    return {
      name: component,
      version: textOf(bag, 'componentVersion', 'packageVersion', 'version'),
      ecosystem: textOf(bag, 'componentOrigin', 'ecosystem'),
      ...(purl ? { purl } : {}),
    };
  }
  if (message === undefined || message.length > 20_000) return undefined;
  const trivy = line(message, 'Package');
  if (trivy !== undefined) {
    const fixed = line(message, 'Fixed Version');
    return {
      name: trivy,
      version: line(message, 'Installed Version'),
      ...(fixed ? { fixedVersions: fixed.split(/, */) } : {}),
    };
  }
  const grype =
    /\bin (\S{1,40}) package: (\S{1,300}), version (\S{1,100}) was found/.exec(
      message,
    );
  if (!grype) return undefined;
  return {
    name: grype[2],
    version: grype[3],
    ecosystem: grype[1],
    ...(purl ? { purl } : {}),
  };
}
