import { remembered } from './remembered';

const numbersIn = remembered((text: string): readonly number[] =>
  [...text.matchAll(/\bcwe[-_: ]{0,2}(\d{1,5})\b/gi)]
    .map(([, digits]) => Number(digits))
    .filter(number => number > 0),
);

/** Numbers of the weaknesses that texts name: `CWE-79: …`, `external/cwe/cwe-079`. */
export function cwesIn(...texts: readonly (string | undefined)[]): number[] {
  const found = new Set<number>();
  for (const text of texts) {
    if (text === undefined || text.length > 10_000) continue;
    for (const number of numbersIn(text)) found.add(number);
  }
  return [...found];
}
