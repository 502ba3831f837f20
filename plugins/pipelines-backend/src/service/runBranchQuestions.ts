import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  likelyCommits,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  loadBranchHistory,
  loadLastGreen,
  loadPushChain,
} from '../database/runDetail';
import { findFailure, findRun, RunParams } from './findRun';
import { Reader } from './reader';
import { toCommit, toRunSummary, toStripRun } from './toAnswers';

type Routes = typeof pipelinesContract;

const pushLimit = 200;

/** The commits between the last green run of the branch and this one. */
export async function answerSinceGreen(
  reader: Reader,
  params: RunParams,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['sinceGreen']>> {
  const { knex } = reader;
  const { run } = await findRun(reader, params, decision);
  const { branch, sha, commit } = run.facts;
  const [green, { text }] = await Promise.all([
    loadLastGreen(knex, run),
    findFailure(reader, run),
  ]);
  const greenSha = green?.facts.sha;
  const pushes =
    branch && sha
      ? await loadPushChain(
          knex,
          { instance: run.instance, project: run.project, branch, sha },
          greenSha,
          pushLimit,
        )
      : [];
  // Pushes come newest first and hold their commits oldest first.
  const newestFirst = pushes.flatMap(push => [...push.commits].reverse());
  const start = newestFirst.findIndex(item => item.sha === sha);
  const reachable = newestFirst.slice(Math.max(0, start));
  const greenAt = reachable.findIndex(item => item.sha === greenSha);
  const between = greenAt === -1 ? reachable : reachable.slice(0, greenAt);
  const complete =
    greenSha !== undefined &&
    (greenSha === sha ||
      greenAt !== -1 ||
      (pushes.at(-1)?.before === greenSha &&
        pushes.every(push => !push.truncated)));
  const commits =
    between.length > 0 || !commit || complete
      ? between
      : [{ ...commit, paths: [] }];
  const likely = likelyCommits(commits, { failureText: text, complete });
  const oldest = pushes.at(-1);
  return {
    green: green ? toRunSummary(green) : null,
    commits: commits.map(item =>
      toCommit(item, run.outcome === 'failed' ? likely.get(item.sha) : null),
    ),
    complete,
    compareUrl: pushes.length === 1 ? oldest?.compareUrl ?? null : null,
  };
}

/** The strip of the same pipeline and branch, oldest first. */
export async function answerRunHistory(
  reader: Reader,
  params: RunParams,
  limit: number,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['runHistory']>> {
  const { run } = await findRun(reader, params, decision);
  const rows = await loadBranchHistory(reader.knex, run, limit);
  return { items: rows.reverse().map(toStripRun) };
}
