import {
  noCounts,
  severities,
  SeverityCounts,
} from '@quarterdeck/plugin-security-common';

/** Counts by severity with every severity in them. */
export function toCounts(
  counted: Iterable<{ severity: string; n: number }>,
): SeverityCounts {
  const counts = noCounts();
  for (const { severity, n } of counted) {
    const known = severities.find(one => one === severity);
    if (known) counts[known] += n;
  }
  return counts;
}

/** Stored counts, in which zeros are left out. */
export function storedCounts(value: unknown): SeverityCounts {
  const entries =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return toCounts(
    entries.map(([severity, n]) => ({ severity, n: Number(n) || 0 })),
  );
}
