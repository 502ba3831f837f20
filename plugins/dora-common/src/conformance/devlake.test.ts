import { fixtureFolder, momentOf } from '../__testUtils__/fixtureFolder';
import { measure } from '../__testUtils__/facts';
import { ChangeSample, DeploymentSample, PushSample } from '../types';

type Row = Record<string, string>;

/** Its chain: scope, repository and environment. An empty environment is not production. */
const deploymentOf = (
  row: Row,
  tier: DeploymentSample['tier'],
): DeploymentSample => ({
  id: row.id,
  service: `${row.cicd_scope_id} ${row.repo_url}`,
  environment: row.environment,
  tier,
  release: row.commit_sha,
  state: row.result === 'SUCCESS' ? 'succeeded' : 'failed',
  attempt: 1,
  finishedAt: momentOf(row.finished_date),
  revisions: [{ repo: row.repo_url, sha: row.commit_sha }],
});

const folder = fixtureFolder('devlake-dora');
const present = folder ? describe : describe.skip;
const csv = (file: string) => folder?.csv(file) ?? [];

const all = { from: 0, to: Date.UTC(2030, 0), zone: 'UTC' };

present('DevLake, previous successful deployment', () => {
  const path = 'prev_success_deployment_commit/cicd_deployment_commits';

  it('is the one we find, for everything that succeeded', () => {
    const { samples } = measure({
      deployments: csv(`${path}_before.csv`).map(row =>
        deploymentOf(row, 'production'),
      ),
    });
    const ours = new Map(
      samples.deployments.map(one => [one.id, one.previousId ?? '']),
    );
    const theirs = csv(`${path}_after.csv`).filter(
      ({ result }) => result === 'SUCCESS',
    );
    expect(theirs).toHaveLength(14);
    expect(theirs.map(({ id }) => [id, ours.get(id)])).toEqual(
      theirs.map(row => [row.id, row.prev_success_deployment_commit_id]),
    );
  });
});

present('DevLake, deployments of pipelines', () => {
  const tasks = csv('deployment_generator/cicd_tasks.csv');
  const commits = csv('deployment_generator/cicd_pipeline_commits.csv');
  const expected = csv('deployment_generator/cicd_deployment_commits.csv');
  const deploys = ({ type, result }: Row) =>
    type === 'DEPLOYMENT' && result !== 'SKIPPED';
  const found = csv('deployment_generator/cicd_pipelines.csv')
    .filter(row => row.result !== 'SKIPPED')
    .filter(
      row =>
        deploys(row) ||
        tasks.some(task => task.pipeline_id === row.id && deploys(task)),
    )
    .map(row => {
      const own = tasks.filter(
        task => task.pipeline_id === row.id && deploys(task),
      );
      const commit = commits.find(({ pipeline_id: id }) => id === row.id);
      return {
        ...row,
        environment: row.environment || (own[0]?.environment ?? ''),
        commit_sha: commit?.commit_sha ?? '',
        repo_url: commit?.repo_url ?? '',
      };
    });
  const { samples, metrics, quality } = measure(
    {
      deployments: found.map(row =>
        deploymentOf(
          row,
          row.environment === 'PRODUCTION' ? 'production' : 'other',
        ),
      ),
    },
    {},
    all,
  );

  it('are the same six, with the same commits and environments', () => {
    const key = ({ id, commit_sha: sha, environment }: Row) =>
      [id, sha, environment].join(' ');
    const theirs = expected.map(row =>
      key({ ...row, id: row.cicd_deployment_id }),
    );
    expect(found.map(key).sort()).toEqual(theirs.sort());
  });

  it('finish when theirs do; one that did not is listed, one without environment is not production', () => {
    const ours = new Map(
      samples.deployments.map(one => [one.id, one.finishedAt]),
    );
    const theirs = expected.filter(
      row => row.finished_date && row.environment === 'PRODUCTION',
    );
    expect(theirs.map(row => ours.get(row.cicd_deployment_id))).toEqual(
      theirs.map(row => momentOf(row.finished_date)),
    );
    expect(samples.deployments).toHaveLength(4);
    expect(
      quality.filter(item => item.startsWith('missing_finish')),
    ).toHaveLength(1);
  });

  it('failed, but nobody knows whether users met them: no change failures', () => {
    expect(
      quality.filter(item => item.startsWith('unknown_reach')),
    ).toHaveLength(4);
    expect(metrics.change_fail_rate.value).toBeNull();
  });
});

present('DevLake, change lead time by pull request', () => {
  const path = (file: string) => `change_lead_time/${file}.csv`;
  const repos: Record<string, string> = {
    5: 'REPO111',
    6: 'REPO222',
    8: 'REPO111',
  };
  const deployments = csv(path('cicd_deployment_commits')).map(row =>
    deploymentOf(
      row,
      row.environment === 'PRODUCTION' ? 'production' : 'staging',
    ),
  );
  const repoOf = (sha: string) => repos[sha.replace('commit', '')] ?? 'REPO111';
  const pushes = [
    ...new Set(csv(path('commits_diffs')).map(row => row.new_commit_sha)),
  ].map((after): PushSample => {
    const rows = csv(path('commits_diffs')).filter(
      row => row.new_commit_sha === after,
    );
    return {
      repo: repoOf(after),
      branch: 'main',
      before: rows[0].old_commit_sha || undefined,
      after,
      pushedAt: 0,
      forced: false,
      truncated: false,
      onDefaultBranch: true,
      commits: rows.map(row => ({ sha: row.commit_sha })),
    };
  });
  const comments = csv(path('pull_request_comments'));
  const changes = csv(path('pull_requests')).map((row): ChangeSample => {
    const diff = csv(path('commits_diffs')).find(
      one => one.commit_sha === row.merge_commit_sha,
    );
    const reviews = comments
      .filter(
        one =>
          one.pull_request_id === row.id && one.account_id !== row.author_id,
      )
      .flatMap(one => momentOf(one.created_date) ?? []);
    return {
      id: row.id,
      repo: repoOf(diff?.new_commit_sha ?? ''),
      title: row.id,
      targetBranch: 'main',
      mergeSha: row.merge_commit_sha,
      labels: [],
      openedAt: momentOf(row.created_date),
      mergedAt: momentOf(row.merged_date),
      firstReviewAt: reviews.length ? Math.min(...reviews) : undefined,
      commits: csv(path('pull_request_commits'))
        .filter(one => one.pull_request_id === row.id)
        .map(one => ({
          sha: one.commit_sha,
          authoredAt: momentOf(one.commit_authored_date),
        })),
    };
  });
  const { samples } = measure(
    { deployments, pushes, changes },
    { leadTimeFrom: 'change_first_commit' },
    all,
  );
  const ours = new Map(samples.leadTimes.map(one => [one.changeId ?? '', one]));
  const theirs = csv(path('project_pr_metrics'));
  const minutes = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? null : Math.ceil(seconds / 60);

  it('finds the same deployment of each, none for the first, staging and failed', () => {
    expect(
      theirs.map(row => [row.id, ours.get(row.id)?.deploymentId ?? '']),
    ).toEqual(theirs.map(row => [row.id, row.deployment_commit_id]));
  });

  it('agrees on pr1 in every stage', () => {
    const row = theirs.find(({ id }) => id === 'pr1');
    const sample = ours.get('pr1');
    expect([
      minutes(sample?.stages.code),
      minutes(sample?.stages.pickup),
      // Nobody approved: the review is within the merge.
      minutes(sample?.stages.merge),
      minutes(sample?.stages.deploy),
      minutes(sample?.seconds),
    ]).toEqual(
      [
        row?.pr_coding_time,
        row?.pr_pickup_time,
        row?.pr_review_time,
        row?.pr_deploy_time,
        row?.pr_cycle_time,
      ].map(Number),
    );
  });

  it.each([
    [
      'pr2',
      'its first commit is younger than the request: from the commit',
      158,
      '1598',
    ],
    [
      'pr3',
      'deployed before its merge: from commit to deployment',
      8799,
      '10203',
    ],
  ])('differs on %s: %s', (id, _why, own, other) => {
    expect(minutes(ours.get(id)?.seconds)).toBe(own);
    expect(theirs.find(row => row.id === id)?.pr_cycle_time).toBe(other);
  });
});
