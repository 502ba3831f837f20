import {
  loadArrivedCommits,
  loadCommitPlaces,
} from '../../database/deployments/commitLine';
import { DeploymentRow } from '../../database/deployments/deploymentRows';
import { Reader } from '../reader';
import { Between, commitsBetween, placeOrder } from './commitsBetween';
import { toDeployedCommits } from './deployedCommits';
import { medianOf } from './deploymentDays';

/** Arrived deployments that are looked at to tell what ran here before. */
const earlierLimit = 100;

/** Those commits of a range that ran here before: after a rollback they come again. */
async function ranBefore(
  reader: Reader,
  row: DeploymentRow,
  between: Between,
): Promise<Set<string>> {
  const { on, commits } = between;
  if (!on || commits.length === 0) return new Set();
  const earlier = await loadArrivedCommits(
    reader.knex,
    row.chain,
    row.orderedAt,
    earlierLimit,
  );
  const places = await loadCommitPlaces(reader.knex, on, [
    ...earlier,
    ...commits.map(({ sha }) => sha),
  ]);
  const placeOf = new Map(places.map(place => [place.sha, place]));
  const furthest = earlier
    .flatMap(sha => placeOf.get(sha) ?? [])
    .sort(placeOrder)
    .at(-1);
  if (!furthest) return new Set();
  return new Set(
    commits.flatMap(({ sha }) => {
      const place = placeOf.get(sha);
      return place && placeOrder(place, furthest) <= 0 ? [sha] : [];
    }),
  );
}

/** What a deployment brought: the commits since what ran before it. */
export async function describeCommits(
  reader: Reader,
  row: DeploymentRow,
  previous: DeploymentRow | undefined,
) {
  const between: Between = previous
    ? await commitsBetween(reader.knex, row, previous.sha, row.sha)
    : {
        commits: [],
        count: { commits: null, reason: 'no_environment_before' },
        compareUrl: null,
        on: null,
      };
  // A rollback takes commits away: it brings none.
  const brings = (between.count.commits ?? 1) > 0;
  const commits = brings ? between.commits : [];
  const items = toDeployedCommits(commits, {
    finishedAt:
      row.facts.outcome === 'succeeded' && row.baseline === null
        ? row.finishedAt
        : null,
    ranBefore: await ranBefore(reader, row, { ...between, commits }),
  });
  return {
    items,
    count: between.count,
    compareUrl: between.compareUrl,
    medianLeadTimeSeconds: medianOf(
      items.flatMap(({ leadTimeSeconds }) => leadTimeSeconds ?? []),
    ),
  };
}
