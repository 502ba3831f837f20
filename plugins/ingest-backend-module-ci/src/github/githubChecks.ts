import { z } from 'zod';
import { githubPullRequestLinkSchema } from './githubChanges';
import {
  lenient,
  maybeCount,
  maybeId,
  maybeText,
  readableItems,
} from './githubValues';

/** GitHub Actions on github.com; bodies from before apps had a slug name it by id only. */
const actionsAppId = '15368';

/** The app that makes a check suite or check run. */
export const githubAppSchema = lenient(
  z.object({
    id: maybeId,
    slug: lenient(z.string().min(1).max(128)),
    name: maybeText,
  }),
);

type GithubApp = z.output<typeof githubAppSchema>;

/** Pull requests as suites and runs list them. */
export const checkPullRequests = readableItems(githubPullRequestLinkSchema, 50);

/** How many check runs a suite holds, where the body says so. */
export const checkRunsCount = maybeCount;

/** Checks of GitHub Actions: `workflow_run` and `workflow_job` carry the same, and more. */
export function isActionsApp(app: GithubApp): boolean {
  return app?.slug ? app.slug === 'github-actions' : app?.id === actionsAppId;
}

export const actionsReason =
  'Checks of GitHub Actions are left to workflow_run and workflow_job, which carry the same and more.';

/** How the runs of an app are called: its name on GitHub. */
export function appName(app: GithubApp): string {
  return app?.name ?? app?.slug ?? 'checks';
}

/** Prefixed, since suites, check runs and workflow runs count apart. */
export function suiteExternalId(suiteId: string): string {
  return `check-suite:${suiteId}`;
}

/** @see suiteExternalId */
export function checkExternalId(checkId: string): string {
  return `check-run:${checkId}`;
}
