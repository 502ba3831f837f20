import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { answerMeta, Reader } from '../reader';
import { Between, commitsBetween } from './commitsBetween';
import { toDeployedCommits } from './deployedCommits';
import { findDeployments } from './findDeployments';
import { toDeploymentSummary } from './toDeploymentAnswers';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['compareDeployments']['query']>;

/** Two deployments, and the commits between them. */
export async function answerCompare(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['compareDeployments']>> {
  const [left, right] = await findDeployments(
    reader,
    [
      { instance: query.leftInstance, externalId: query.leftExternalId },
      { instance: query.rightInstance, externalId: query.rightExternalId },
    ],
    decision,
  );
  if (!left || !right) throw new NotFoundError('No such deployment is known.');
  const sameProject =
    left.instance === right.instance && left.project === right.project;
  const sameRelease = left.release !== null && left.release === right.release;
  const between: Between = sameProject
    ? await commitsBetween(reader.knex, left, left.sha, right.sha)
    : {
        commits: [],
        count: { commits: null, reason: 'other_repository' },
        compareUrl: null,
        on: null,
      };
  const { commits } = between.count;
  const ahead = (commits ?? 0) > 0 ? 'right' : 'left';
  const count =
    commits === null ? between.count : { commits: Math.abs(commits) };
  return {
    left: toDeploymentSummary(left),
    right: toDeploymentSummary(right),
    sameRelease,
    ahead: commits === null || commits === 0 ? null : ahead,
    commits: {
      items: toDeployedCommits(between.commits, {
        finishedAt: null,
        ranBefore: new Set(),
      }),
      count: sameRelease ? { commits: 0 } : count,
      compareUrl: between.compareUrl,
    },
    meta: await answerMeta(reader, decision),
  };
}
