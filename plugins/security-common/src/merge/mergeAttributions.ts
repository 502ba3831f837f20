import { decideSeverity, severityRank } from '../severity/decideSeverity';
import { Severity } from '../words/findingWords';

/** What one tool says of an issue. */
export interface Attribution {
  findingId: string;
  tool: string;
  severity: Severity;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** When its scans stopped having it; null: they have it. */
  endedAt: Date | null;
  fixedVersions: readonly string[];
}

/** An issue as all tools together see it. */
export interface MergedIssue {
  /** Stands for all of them in lists and counts: an issue counts once. */
  shown: Attribution;
  /** Live as long as one tool has it. */
  live: boolean;
  severity: Severity;
  /** Of those that have it now, or had it last: "found by 3 tools". */
  tools: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  fixedVersions: string[];
  /** Kept for ever, the ended ones too. */
  attributions: Attribution[];
}

const byTime = (a: Attribution, b: Attribution) =>
  severityRank(a.severity) - severityRank(b.severity) ||
  Number(a.firstSeenAt) - Number(b.firstSeenAt) ||
  (a.tool < b.tool ? -1 : Number(a.tool > b.tool)) ||
  (a.findingId < b.findingId ? -1 : 1);

const earliest = (dates: readonly Date[]) =>
  new Date(Math.min(...dates.map(Number)));
const latest = (dates: readonly Date[]) =>
  new Date(Math.max(...dates.map(Number)));

/**
 * Several tools' word for one issue. It is open while one of them has it; the worst
 * severity of those counts, unless a person said otherwise. Undefined without any.
 */
export function mergeAttributions(
  attributions: readonly Attribution[],
  override?: Severity | null,
): MergedIssue | undefined {
  const live = attributions.filter(({ endedAt }) => endedAt === null);
  const counted = live.length > 0 ? live : attributions;
  const [shown] = [...counted].sort(byTime);
  if (!shown) return undefined;
  const ends = attributions.flatMap(({ endedAt }) =>
    endedAt ? [endedAt] : [],
  );
  return {
    shown,
    live: live.length > 0,
    severity: decideSeverity({ override, native: shown.severity }).severity,
    tools: [
      ...new Set([shown.tool, ...counted.map(({ tool }) => tool).sort()]),
    ],
    firstSeenAt: earliest(attributions.map(one => one.firstSeenAt)),
    lastSeenAt: latest(attributions.map(one => one.lastSeenAt)),
    endedAt: live.length > 0 ? null : latest(ends),
    fixedVersions: [
      ...new Set(counted.flatMap(one => one.fixedVersions)),
    ].sort(),
    attributions: [...attributions].sort(byTime),
  };
}
