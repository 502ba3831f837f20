import { boundedId } from '../boundedId';
import { urlPlace } from '../urlPlace';

/** Where a build lives, read from its address. */
export interface JenkinsPlace {
  provider: 'jenkins';
  /** Host of the build's page, lower-cased. */
  instance: string;
  /** Full name of the job: `folder/shop/main`. */
  project: string;
  /** The branch, when the job is surely one of a multibranch project. */
  branch?: string;
  /** The change, when the job builds one: `PR-12`. */
  change?: string;
  /** Number of the build. */
  number: number;
  /** `folder/shop/main#12`, or its hash when longer than an id may be. */
  runId: string;
  url: string;
}

/**
 * Reads a build's page, `https://host/any/job/folder/job/shop/job/main/12/`.
 * Each folder is a `job/` of its own. A multibranch job is named after its
 * branch with `/` written as `%2F`, so the address has `%252F`.
 */
export function jenkinsPlace(
  url: string | undefined,
): JenkinsPlace | undefined {
  const at = urlPlace(url);
  if (!url || !at) return undefined;
  const found = /(?:^|\/)((?:job\/[^/]{1,512}\/){1,40})(\d{1,9})$/.exec(
    at.path,
  );
  if (!found) return undefined;
  const names = found[1].slice('job/'.length, -1).split('/job/').map(decoded);
  const project = names.join('/');
  if (project.length > 512) return undefined;
  const leaf = names[names.length - 1];
  const number = Number(found[2]);
  return {
    provider: 'jenkins',
    instance: at.host,
    project,
    branch:
      names.length > 1 && leaf.includes('%2F') ? decoded(leaf) : undefined,
    change:
      names.length > 1 ? /^(?:PR|MR)-(\d{1,9})/.exec(leaf)?.[1] : undefined,
    number,
    runId: boundedId(`${project}#${number}`),
    url,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** `main` of `origin/main`, `refs/remotes/origin/main` and `refs/heads/main`. */
export function branchName(ref: string | undefined): string | undefined {
  return (
    ref?.replace(/^(?:refs\/remotes\/|refs\/heads\/)?(?:origin\/)?/, '') ||
    undefined
  );
}
