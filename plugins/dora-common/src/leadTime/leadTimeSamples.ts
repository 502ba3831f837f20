import { BroughtCommit } from '../chain/newCommits';
import { ChangeBook } from '../chain/changeBook';
import { ChainRow } from '../chain/walkChain';
import {
  CommitSample,
  DoraSettings,
  LeadTimeSample,
  Moment,
  QualityItem,
} from '../types';
import { stageTimes } from './stageTimes';

/** One service's deployments and what they need to become lead times. */
export interface LeadTimeCase {
  service: string;
  /** By finish. */
  rows: readonly ChainRow[];
  book: ChangeBook;
  settings: DoraSettings;
  /** Rows a person put aside: their commits did arrive, but give no sample. */
  isIgnored: (row: ChainRow) => boolean;
  /** When a release was in production, first or last region by setting. */
  deployedAt: (row: ChainRow) => Moment;
}

interface Start {
  id: string;
  /** Of a change, which may come with several deployments. */
  perChange: boolean;
  sha: string;
  /** null: the source does not tell. */
  startedAt: Moment | null;
}

const timeOf = (
  { committedAt, authoredAt }: CommitSample,
  from: DoraSettings['leadTimeFrom'],
): Moment | null =>
  (from === 'committed'
    ? committedAt ?? authoredAt
    : authoredAt ?? committedAt) ?? null;

/** Whether a commit belongs to the service, by its paths; null: not told (rule 8). */
function belongs(
  { commit, repo }: BroughtCommit,
  service: string,
  { paths }: Pick<DoraSettings, 'paths'>,
): boolean | null {
  if (paths.length === 0) return true;
  const rules = paths.filter(
    rule => rule.service === service && rule.repo === repo,
  );
  if (rules.length === 0) return true;
  if (!commit.paths?.length) return null;
  const prefixes = rules.flatMap(rule => rule.prefixes);
  return commit.paths.some(path =>
    prefixes.some(prefix => path.startsWith(prefix)),
  );
}

/** Whether a name is that of a bot; each name is looked at once. */
function botTest(pattern: string | null): (author: string) => boolean {
  if (pattern === null) return () => false;
  const bot = new RegExp(pattern, 'i');
  const known = new Map<string, boolean>();
  return author => {
    const said = known.get(author);
    if (said !== undefined) return said;
    const is = bot.test(author);
    known.set(author, is);
    return is;
  };
}

/** Where the lead time of a commit begins, and which sample it is. */
function startOf(
  { commit, change }: BroughtCommit,
  subject: string,
  { service, book, settings }: LeadTimeCase,
): Start {
  const { leadTimeFrom } = settings;
  if (!change || leadTimeFrom === 'committed' || leadTimeFrom === 'authored') {
    return {
      id: `${service}|${subject}`,
      perChange: false,
      sha: commit.sha,
      startedAt: timeOf(commit, leadTimeFrom),
    };
  }
  const perChange = {
    perChange: true,
    id: `${service}|${change.id}`,
    sha: change.mergeSha ?? change.headSha ?? commit.sha,
  };
  if (leadTimeFrom === 'merged') {
    return { ...perChange, startedAt: change.mergedAt ?? null };
  }
  const times = [commit, ...(book.commitsOf(change) ?? [])].flatMap(
    one => timeOf(one, leadTimeFrom) ?? [],
  );
  const first = times.reduce((min, time) => Math.min(min, time), Infinity);
  return { ...perChange, startedAt: times.length > 0 ? first : null };
}

/**
 * A sample per commit (or change) that first reached production (rule 2):
 * merge commits and bots left out, negative times clamped (rule 15), none
 * twice after a rollback or in a second region.
 */
export function leadTimeSamples(facts: LeadTimeCase): {
  samples: LeadTimeSample[];
  quality: QualityItem[];
} {
  const { service, rows, settings } = facts;
  const { botPattern, targetBranches, leadTimeFrom } = settings;
  const isBot = botTest(botPattern);
  const samples: LeadTimeSample[] = [];
  /** Changes that have their sample. */
  const measured = new Set<string>();
  const arrived = new Map<string, Set<string>>();
  /** Whether it is the first time that it comes to production. */
  const arrives = (repo: string, sha: string) => {
    const known = arrived.get(repo);
    if (!known) arrived.set(repo, new Set([sha]));
    else if (known.has(sha)) return false;
    else known.add(sha);
    return true;
  };
  const quality: QualityItem[] = [];

  for (const row of rows) {
    const deploymentId = row.sample.id;
    const note = (kind: QualityItem['kind'], subject: string) =>
      quality.push({
        kind,
        service,
        deploymentId,
        subject,
        at: row.finishedAt,
      });
    for (const brought of row.brought ?? []) {
      const { repo, commit, change } = brought;
      if (!arrives(repo, commit.sha)) continue;
      if (facts.isIgnored(row) || brought.merge) continue;
      if (commit.author !== undefined && isBot(commit.author)) continue;
      if (
        targetBranches &&
        !targetBranches.includes(change?.targetBranch ?? '')
      )
        continue;
      const ours = belongs(brought, service, settings);
      const subject = `${repo}@${commit.sha}`;
      if (ours === null) note('paths_unknown', subject);
      if (!ours) continue;
      if (!change) note('commit_without_change', subject);
      // Nothing says when it was merged: it has no such lead time.
      if (!change && leadTimeFrom === 'merged') continue;
      if (brought.squashed) note('squash_unmapped', subject);
      const start = startOf(brought, subject, facts);
      if (measured.has(start.id)) continue;
      if (start.startedAt === null) {
        note('missing_commit_time', subject);
        continue;
      }
      const sample = sampleOf(row, brought, start.startedAt, start, facts);
      if (sample.clamped) note('clamped', subject);
      if (start.perChange) measured.add(start.id);
      samples.push(sample);
    }
  }
  return { samples, quality };
}

function sampleOf(
  row: ChainRow,
  { repo, change }: BroughtCommit,
  startedAt: Moment,
  { id, sha }: Start,
  { service, deployedAt }: LeadTimeCase,
): LeadTimeSample {
  const end = deployedAt(row);
  const span = { from: startedAt, to: Math.max(startedAt, end) };
  return {
    id,
    service,
    deploymentId: row.sample.id,
    repo,
    sha,
    changeId: change?.id ?? null,
    startedAt,
    deployedAt: end,
    seconds: (span.to - span.from) / 1000,
    clamped: end < startedAt,
    stages: stageTimes(span, change, row.sample.gateWaits),
  };
}
