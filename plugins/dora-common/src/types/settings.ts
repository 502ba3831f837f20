import { WeekStart } from './results';

/** Rules of a team; {@link defaultSettings} where it says nothing. */
export interface DoraSettings {
  /** Where a lead time begins (rule 2). The last two measure one sample per change. */
  leadTimeFrom: 'committed' | 'authored' | 'change_first_commit' | 'merged';
  /** Regular expression (case ignored) on author name: no lead time for bots; null: everybody counts. */
  botPattern: string | null;
  /** Only changes to these branches have a lead time; null: every one. */
  targetBranches: readonly string[] | null;
  /** A chain that rested longer begins anew (rule 3). */
  baselineGapDays: number;
  /** Deployments of one release to several regions within this are one (rule 7). */
  releaseWindowMinutes: number;
  /** Lead time ends at the first or the last region of its release. */
  leadTimeRegion: 'first' | 'last';
  /** An incident without a link belongs to the last deployment, if that is no older. */
  incidentWindowMinutes: number;
  /** Whether deployments that ran on top of a failed one count as failed too (rule 10). */
  affectedCount: boolean;
  /** Whether failed deployments of which nobody knows if users met them count. */
  unknownReachCounts: boolean;
  /** What ends a failure that has an incident and a repairing deployment (rule 12). */
  recoveryEnd: 'incident' | 'deployment';
  /** Regular expressions (case ignored) that make a deployment a hotfix. */
  hotfixRules: {
    ref: string | null;
    branch: string | null;
    label: string | null;
  };
  /** Texts in titles, branches or refs that name what they take back: `$pr_title`, `$pr_number`, `$version`. */
  revertRules: readonly string[];
  /** Monorepos: paths of a repository that belong to a service; services not named take all (rule 8). */
  paths: readonly {
    service: string;
    repo: string;
    prefixes: readonly string[];
  }[];
}

/** How windows are cut. */
export interface CalendarSettings {
  zone: string;
  weekStart: WeekStart;
}

/** @see DoraSettings */
export const defaultSettings: DoraSettings = {
  leadTimeFrom: 'committed',
  botPattern: '\\[bot\\]$|^(?:dependabot|renovate)(?:-bot)?$',
  targetBranches: null,
  baselineGapDays: 60,
  releaseWindowMinutes: 24 * 60,
  leadTimeRegion: 'first',
  incidentWindowMinutes: 24 * 60,
  affectedCount: false,
  unknownReachCounts: false,
  recoveryEnd: 'incident',
  hotfixRules: {
    ref: '(?:^|[/_-])hot-?fix(?:$|[/_.-])',
    branch: '(?:^|[/_-])hot-?fix(?:$|[/_.-])',
    label: '^(?:type[:/ ]*|kind[:/ ]*)?(?:hot-?fix|emergency)$',
  },
  revertRules: ['Revert "$pr_title"', 'revert-$pr_number-'],
  paths: [],
};
