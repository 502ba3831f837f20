import { Fields, fieldsOf, textOf } from '../fields';
import { AzurePlace } from './azurePlace';
import { azureRef } from './azureRef';

/** A repository of a project: `Shop/shop-api`, as annotations name it. */
export interface AzureRepository extends AzurePlace {
  webUrl?: string;
  defaultBranch?: string;
}

/** The repository of a Git event; `undefined` when it has no name. */
export function azureRepository(
  { provider, instance, project }: AzurePlace,
  resource: Fields,
): AzureRepository | undefined {
  const repository = fieldsOf(resource.repository);
  const name = textOf(repository.name);
  const full = `${project}/${name}`;
  if (!name || full.length > 512) return undefined;
  return {
    provider,
    instance,
    project: full,
    webUrl: textOf(repository.remoteUrl, 1024),
    defaultBranch: azureRef(textOf(repository.defaultBranch)).branch,
  };
}
