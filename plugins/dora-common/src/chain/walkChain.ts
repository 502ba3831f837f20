import {
  ChangeSample,
  DeploymentFact,
  DeploymentOutcome,
  DeploymentSample,
  DoraSettings,
  Revision,
} from '../types';
import { BranchHistory } from './branchHistory';
import { ChangeBook } from './changeBook';
import { deploymentKind } from './deploymentKind';
import { BroughtCommit, newCommits } from './newCommits';
import { mayRevert, revertsOf, RevertTarget } from './reverts';

/** A deployment that ended, before it knows its neighbours. */
export interface ChainMember {
  sample: DeploymentSample;
  finishedAt: number;
  outcome: DeploymentOutcome;
}

/** What could not be told of a deployment's commits. */
export interface HistoryFault {
  kind: 'missing_sha' | 'unknown_history' | 'truncated_history' | 'unreachable';
  subject: string;
}

/** A deployment in its chain. */
export interface ChainRow extends ChainMember {
  baseline: DeploymentFact['baseline'];
  /** What arrived before it. */
  previousId: string | null;
  /** What users met before it, arrived or not. */
  before: ChainRow | null;
  kind: DeploymentFact['kind'];
  kindFrom: DeploymentFact['kindFrom'];
  /** null: not known. */
  brought: readonly BroughtCommit[] | null;
  /** What ran between the last run of its release and now, oldest first. */
  undone: readonly ChainRow[];
  /** Deployments that carried what its changes take back. */
  reverted: readonly ChainRow[];
  faults: readonly HistoryFault[];
}

const dayMs = 86_400_000;

/** Rule 3: why a chain begins (anew) with a deployment. */
function baselineOf(
  finishedAt: number,
  previous: ChainRow | null,
  gapDays: number,
) {
  if (!previous) return 'first';
  return finishedAt - previous.finishedAt > gapDays * dayMs ? 'gap' : null;
}

/** Told a rollback to something that never ran here: from what ran just before. */
const undoneBy = (lastRun: number | undefined, ran: readonly ChainRow[]) =>
  lastRun === undefined ? ran.slice(-1) : ran.slice(lastRun + 1);

interface News {
  brought: readonly BroughtCommit[] | null;
  unreachable: boolean;
  faults: HistoryFault[];
}

const noSha = ({ id, revisions }: DeploymentSample): HistoryFault[] =>
  revisions.length === 0 ? [{ kind: 'missing_sha', subject: id }] : [];

const nothing = (sample: DeploymentSample): News => ({
  brought: null,
  unreachable: false,
  faults: sample.state === 'succeeded' ? noSha(sample) : [],
});

const keyOf = ({ repo, sha }: Revision) => `${repo}@${sha}`;

/**
 * Puts the deployments of one service and place in a row (rules 1, 3, 4, 10).
 * Members come by finish. Only what arrived moves the commits on; what failed
 * before users met it is no part of what ran.
 */
export function walkChain(
  members: readonly ChainMember[],
  history: BranchHistory,
  book: ChangeBook,
  settings: DoraSettings,
): ChainRow[] {
  const rows: ChainRow[] = [];
  const ran: ChainRow[] = [];
  const firstRuns = new Map<string, number>();
  const lastRuns = new Map<string, number>();
  let arrived: ChainRow | null = null;
  for (const member of members) {
    const { sample, finishedAt, outcome } = member;
    const release = sample.release;
    const before = ran.at(-1) ?? null;
    const lastRun = release === null ? undefined : lastRuns.get(release);
    const again = lastRun !== undefined || sample.kindTold === 'rollback';
    const rested: 'first' | 'gap' | null =
      outcome === 'succeeded'
        ? baselineOf(finishedAt, arrived, settings.baselineGapDays)
        : null;
    const news: News =
      outcome === 'succeeded' && arrived && rested === null
        ? newsOf(sample, arrived.sample, again, history, book)
        : nothing(sample);
    const changes = changesOf(news.brought);
    const reverted =
      outcome === 'succeeded' ? revertedBy(news.brought, ran, settings) : [];
    const { kind, from } = deploymentKind(
      {
        sample,
        previous: before?.sample ?? null,
        firstRun: name => firstRuns.get(name),
        commits: news.brought?.length ?? null,
        changes,
        carriesRevert: reverted.length > 0,
      },
      settings,
    );
    const row: ChainRow = {
      ...member,
      baseline: rested ?? (news.unreachable ? 'unreachable' : null),
      previousId: arrived?.sample.id ?? null,
      before,
      kind,
      kindFrom: from,
      brought: news.brought,
      undone: kind === 'rollback' ? undoneBy(lastRun, ran) : [],
      reverted,
      faults: news.faults,
    };
    rows.push(row);
    if (outcome === 'succeeded') arrived = row;
    if (outcome === 'succeeded' || outcome === 'failed') {
      if (release !== null) {
        if (!firstRuns.has(release)) firstRuns.set(release, ran.length);
        lastRuns.set(release, ran.length);
      }
      ran.push(row);
    }
  }
  return rows;
}

/** The commits of all its repositories, pooled (rule 8). */
function newsOf(
  sample: DeploymentSample,
  previous: DeploymentSample,
  again: boolean,
  history: BranchHistory,
  book: ChangeBook,
): News {
  // It ran before: whatever it holds has been in production.
  if (again) return { ...nothing(sample), brought: [] };
  if (sample.revisions.length === 0) return nothing(sample);
  const news: News = { brought: [], unreachable: false, faults: [] };
  const brought: BroughtCommit[] = [];
  let known = true;
  const revisions = [...sample.revisions].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
  for (const revision of revisions) {
    const { repo, sha } = revision;
    const from =
      revision.previousSha ??
      previous.revisions.find(other => other.repo === repo)?.sha;
    if (from === sha) continue;
    const found = from
      ? newCommits(repo, from, sha, history, book)
      : ({ found: 'unknown' } as const);
    if (found.found === 'commits') {
      brought.push(...found.commits);
      if (!found.complete) {
        news.faults.push({
          kind: 'truncated_history',
          subject: keyOf(revision),
        });
      }
    } else if (found.found !== 'behind') {
      known = false;
      const kind =
        found.found === 'unreachable' ? 'unreachable' : 'unknown_history';
      news.unreachable ||= kind === 'unreachable';
      news.faults.push({ kind, subject: keyOf(revision) });
    }
  }
  // What one repository does not tell, another still may.
  return { ...news, brought: known || brought.length > 0 ? brought : null };
}

/** Changes that came with the commits, each once. */
export function changesOf(
  brought: readonly BroughtCommit[] | null,
): ChangeSample[] {
  return [...new Set((brought ?? []).flatMap(({ change }) => change ?? []))];
}

/** What earlier deployments carried that these commits take back, each the last time. */
function revertedBy(
  brought: readonly BroughtCommit[] | null,
  ran: readonly ChainRow[],
  settings: DoraSettings,
): ChainRow[] {
  const found = new Set<ChainRow>();
  for (const { commit, change } of brought ?? []) {
    const messages = commit.message ? [commit.message] : [];
    const said = change ?? { title: messages[0]?.split('\n')[0] ?? '' };
    if (!mayRevert(said, messages, settings)) continue;
    const row = ran.findLast(
      earlier =>
        revertsOf(said, messages, targetsOf(earlier), settings).length > 0,
    );
    if (row) found.add(row);
  }
  return [...found].sort((a, b) => ran.indexOf(a) - ran.indexOf(b));
}

function targetsOf(row: ChainRow): RevertTarget[] {
  const changes = changesOf(row.brought).map(
    ({ title, number, mergeSha, headSha }) => ({
      title,
      number,
      shas: [mergeSha, headSha].flatMap(sha => sha ?? []),
    }),
  );
  const shas = (row.brought ?? []).map(({ commit }) => commit.sha);
  return [...changes, { version: row.sample.version, shas }];
}
