import { isOpenState } from '../lifecycle/changeState';
import {
  FindingState,
  Severity,
  SlaState,
  Suppressor,
} from '../words/findingWords';

const dayMs = 86_400_000;

/** Days to repair by severity; a severity that is not named has no due date. */
export type SlaDays = Readonly<Partial<Record<Severity, number>>>;

/** How due dates are counted. */
export interface SlaSettings {
  days: SlaDays;
  /** Other days for entities of a tier (`critical`, `internal`); the rest as above. */
  tiers?: Readonly<Record<string, SlaDays>>;
  /** What comes back is due anew, counted from then. */
  restartOnReopen: boolean;
  /** When an accepted risk runs out, it is due anew, counted from then. */
  restartOnExpiry: boolean;
  /** Days before the due date on which it is said to be soon. */
  dueSoonDays: number;
}

/** As security.md names them. */
export const defaultSla: SlaSettings = {
  days: { critical: 7, high: 30, medium: 90, low: 120 },
  restartOnReopen: false,
  restartOnExpiry: false,
  dueSoonDays: 7,
};

/** What the clock looks at. */
export interface SlaFacts {
  severity: Severity;
  tier?: string;
  state: FindingState;
  suppressedBy?: Suppressor | null;
  firstSeenAt: Date;
  reopenedAt?: Date | null;
  fixedAt?: Date | null;
  /** Times in which the risk was accepted; an open one has no end. */
  paused?: readonly { from: Date; to: Date | null }[];
}

/** How a finding stands against its due date. */
export interface Sla {
  state: SlaState;
  dueAt: Date | null;
  days: number | null;
  /** Negative: over. null: none, paused, or closed. */
  remainingSeconds: number | null;
}

const none: Sla = {
  state: 'none',
  dueAt: null,
  days: null,
  remainingSeconds: null,
};

/** Days a finding may stay; null: as long as it likes. */
export const slaDaysOf = (
  severity: Severity,
  tier: string | undefined,
  { days, tiers = {} }: SlaSettings,
): number | null => {
  const own = tier && Object.hasOwn(tiers, tier) ? tiers[tier] : {};
  return own[severity] ?? days[severity] ?? null;
};

function startOf(facts: SlaFacts, settings: SlaSettings): Date {
  const times = [facts.firstSeenAt];
  if (settings.restartOnReopen && facts.reopenedAt)
    times.push(facts.reopenedAt);
  if (settings.restartOnExpiry) {
    for (const { to } of facts.paused ?? []) if (to) times.push(to);
  }
  return new Date(Math.max(...times.map(Number)));
}

/** How long the clock stood still since it was started; pauses may overlap. */
function pausedMs(facts: SlaFacts, start: Date, until: Date): number {
  let covered = start.getTime();
  let sum = 0;
  const pauses = [...(facts.paused ?? [])].sort(
    (a, b) => Number(a.from) - Number(b.from),
  );
  for (const { from, to } of pauses) {
    const begin = Math.max(covered, from.getTime());
    const end = Math.min((to ?? until).getTime(), until.getTime());
    if (end > begin) {
      sum += end - begin;
      covered = end;
    }
  }
  return sum;
}

/**
 * When a finding is due and how it stands. Due = first seen (or reopened, if so
 * configured) + days of its severity + the time in which the risk was accepted.
 */
export function slaOf(facts: SlaFacts, settings: SlaSettings, now: Date): Sla {
  const days = slaDaysOf(facts.severity, facts.tier, settings);
  const { state } = facts;
  if (days === null || facts.suppressedBy) return none;
  if (state === 'false_positive' || state === 'out_of_scope') return none;
  const start = startOf(facts, settings);
  const end = state === 'fixed' ? facts.fixedAt ?? now : now;
  const due = start.getTime() + days * dayMs + pausedMs(facts, start, end);
  const dueAt = new Date(due);
  if (state === 'fixed') {
    const inTime = end.getTime() <= due;
    return {
      state: inTime ? 'met' : 'missed',
      dueAt,
      days,
      remainingSeconds: null,
    };
  }
  if (state === 'risk_accepted') {
    return { state: 'paused', dueAt: null, days, remainingSeconds: null };
  }
  if (!isOpenState(state)) return none;
  const left = due - now.getTime();
  const soon = left <= settings.dueSoonDays * dayMs ? 'due_soon' : 'on_track';
  return {
    state: left < 0 ? 'breached' : soon,
    dueAt,
    days,
    remainingSeconds: Math.trunc(left / 1000),
  };
}

/** The line of history when another severity or tier moves the due date; null: it stays. */
export function slaMove(
  before: Sla,
  after: Sla,
): { before: string | null; after: string | null } | null {
  const [old, now] = [before.dueAt, after.dueAt].map(
    at => at?.toISOString() ?? null,
  );
  return old === now ? null : { before: old, after: now };
}
