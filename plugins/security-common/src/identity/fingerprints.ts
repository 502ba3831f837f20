/** Names that tell of a place or a person, not of the content. */
const noContent =
  /column|file_?hash|line_?number|start_?line|end_?line|^(?:commit\w*|email|author|date)$/i;

const withheld = /^(?:requires login|redacted|\*+)?$/i;

const versioned = /^(.*?)\/v?(\d+)$/;

type Entry = readonly [name: string, value: string];

/** Whether a tool said a text or only that it does not say it. */
export const isTold = (text: string | undefined): text is string =>
  text !== undefined && !withheld.test(text.trim());

/** Fingerprints that tell of the content, by letter. */
export const contentFingerprints = (
  fingerprints: Readonly<Record<string, string>>,
): Entry[] =>
  Object.entries(fingerprints)
    .filter(([name, value]) => !noContent.test(name) && isTold(value))
    .sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * Sets of fingerprints from the newest to the oldest version of each. Two runs
 * agree by the greatest version they have in common (SARIF 3.27.16).
 */
export function fingerprintVersions(
  fingerprints: Readonly<Record<string, string>>,
): Entry[][] {
  const byName = new Map<string, { version: number; entry: Entry }[]>();
  for (const entry of contentFingerprints(fingerprints)) {
    const [, base = entry[0], version = '0'] = versioned.exec(entry[0]) ?? [];
    const others = byName.get(base) ?? [];
    others.push({ version: Number(version), entry });
    byName.set(base, others);
  }
  const lists = [...byName.values()].map(list =>
    list.sort((a, b) => b.version - a.version).map(({ entry }) => entry),
  );
  const depth = Math.max(0, ...lists.map(list => list.length));
  return Array.from({ length: depth }, (_, back) =>
    lists.map(list => list[Math.min(back, list.length - 1)]),
  );
}
