import { Fields, textOf } from '../fields';
import { urlPlace } from '../urlPlace';

/** Where a thing lives: the parts every event of a project shares. */
export interface GitlabPlace {
  provider: 'gitlab';
  /** Host, lower-cased. */
  instance: string;
  /** `group/subgroup/project`. */
  project: string;
  /** The project's page. */
  webUrl: string;
  defaultBranch?: string;
  /** Where the pipeline is defined, when it is not the usual file. */
  configPath?: string;
}

/**
 * The project a delivery speaks of; `undefined` when nothing names its page.
 * Job Hooks of older servers carry only a `repository` with a `homepage`, merge
 * requests of theirs the `target` they go to, and a project may name no page
 * but where it is cloned from.
 */
export function gitlabPlace(
  project: Fields,
  repository: Fields,
  target: Fields = {},
): GitlabPlace | undefined {
  const own = textOf(project.web_url, 1024) ? project : target;
  const webUrl =
    textOf(own.web_url, 1024) ??
    textOf(repository.homepage, 1024) ??
    textOf(project.homepage, 1024) ??
    textOf(project.git_http_url, 1024)?.replace(/\.git$/, '');
  const at = urlPlace(webUrl);
  if (!webUrl || !at) return undefined;
  // The page's path may begin with that of the server; the name never does.
  const name =
    textOf(project.path_with_namespace) ??
    textOf(target.path_with_namespace) ??
    at.path;
  if (name === '' || name.length > 512) return undefined;
  return {
    provider: 'gitlab',
    instance: at.host,
    project: name,
    webUrl: webUrl.replace(/\/+$/, ''),
    defaultBranch:
      textOf(project.default_branch) ?? textOf(target.default_branch),
    configPath: textOf(project.ci_config_path),
  };
}
