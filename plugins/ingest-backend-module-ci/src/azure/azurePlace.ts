import { Fields, fieldsOf, textOf } from '../fields';
import { urlPlace } from '../urlPlace';

/** Where a thing lives: the parts every event of a project shares. */
export interface AzurePlace {
  provider: 'azure-devops';
  /** Host and organization, `dev.azure.com/acme`: ids count per organization. */
  instance: string;
  /** Name of the project, or its GUID where nothing tells the name. */
  project: string;
}

/**
 * The organization and project of a delivery; `undefined` when nothing names
 * them. Names come before GUIDs: people annotate by name.
 */
export function azurePlace(body: Fields): AzurePlace | undefined {
  const containers = fieldsOf(body.resourceContainers);
  const resource = fieldsOf(body.resource);
  const url =
    textOf(fieldsOf(containers.collection).baseUrl, 1024) ??
    textOf(fieldsOf(containers.account).baseUrl, 1024) ??
    linkIn(resource);
  const instance = organization(url);
  const project =
    projectIn(resource) ?? textOf(fieldsOf(containers.project).id, 512);
  if (!instance || !project || instance.length > 255) return undefined;
  return { provider: 'azure-devops', instance, project };
}

/** Any address of the resource: all of them begin with the organization. */
function linkIn(resource: Fields): string | undefined {
  const { run, repository, pipeline, project, release, environment } = resource;
  for (const value of [
    resource,
    run,
    repository,
    pipeline,
    project,
    release,
    environment,
  ]) {
    const url = textOf(fieldsOf(value).url, 1024);
    if (url) return url;
  }
  return undefined;
}

function projectIn(resource: Fields): string | undefined {
  const { project, repository, definition, release, deployment } = resource;
  for (const value of [
    project,
    fieldsOf(repository).project,
    fieldsOf(definition).project,
    fieldsOf(deployment).project,
    fieldsOf(release).project,
  ]) {
    const name = textOf(fieldsOf(value).name, 512);
    if (name) return name;
  }
  return undefined;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `dev.azure.com/acme`, whichever of its addresses Azure writes. */
function organization(url: string | undefined): string | undefined {
  const at = urlPlace(url);
  if (!at) return undefined;
  const old = /^([a-z0-9-]+)\.visualstudio\.com$/.exec(at.host)?.[1];
  if (old) return `dev.azure.com/${old}`;
  const release = /^(?:vsrm\.|vssps\.)?(dev\.azure\.com)$/.exec(at.host)?.[1];
  const parts = at.path.split('/').filter(part => part !== '');
  if (release) return parts[0] && `${release}/${parts[0].toLowerCase()}`;
  // Azure DevOps Server: the collection's path, up to the API or the project.
  const end = parts.findIndex(part => part.startsWith('_') || guid.test(part));
  const path = parts.slice(0, end === -1 ? 2 : end).join('/');
  return path ? `${at.host}/${path}` : undefined;
}
