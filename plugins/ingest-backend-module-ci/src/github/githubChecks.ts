import { fieldsOf, idOf, textOf } from '../fields';
import { shortOf } from './githubValues';

/** GitHub Actions on github.com; bodies from before apps had a slug name it by id only. */
const actionsAppId = '15368';

/** The app that makes a check suite or check run. */
export interface GithubApp {
  id?: string;
  slug?: string;
  name?: string;
}

/** Reads the app of a check suite or check run. */
export function githubApp(value: unknown): GithubApp {
  const app = fieldsOf(value);
  return {
    id: idOf(app.id),
    slug: shortOf(app.slug, 128),
    name: textOf(app.name),
  };
}

/** Checks of GitHub Actions: `workflow_run` and `workflow_job` carry the same, and more. */
export function isActionsApp(app: GithubApp): boolean {
  return app.slug ? app.slug === 'github-actions' : app.id === actionsAppId;
}

export const actionsReason =
  'Checks of GitHub Actions are left to workflow_run and workflow_job, which carry the same and more.';

/** How the runs of an app are called: its name on GitHub. */
export function appName(app: GithubApp): string {
  return app.name ?? app.slug ?? 'checks';
}

/** Prefixed, since suites, check runs and workflow runs count apart. */
export function suiteExternalId(suiteId: string): string {
  return `check-suite:${suiteId}`;
}

/** @see suiteExternalId */
export function checkExternalId(checkId: string): string {
  return `check-run:${checkId}`;
}
