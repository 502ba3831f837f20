import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssOf } from '../reading/cvssSeverity';
import { Fields, isFields, numberOf, textOf } from '../reading/fields';

const pairs = [
  ['V40Vector', 'V40Score'],
  ['V3Vector', 'V3Score'],
  ['V2Vector', 'V2Score'],
] as const;

/** Vectors by who gave them: `{ nvd: { V3Vector, V3Score, … }, … }`. */
export function trivyVectors(
  cvss: Fields | undefined,
): NonNullable<NewFindingRecord['cvss']> {
  return Object.entries(cvss ?? {}).flatMap(([source, told]) =>
    isFields(told)
      ? pairs.flatMap(
          ([vector, score]) =>
            cvssOf(textOf(told, vector), {
              score: numberOf(told, score),
              source,
            }) ?? [],
        )
      : [],
  );
}
