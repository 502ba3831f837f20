import { EntitySummary } from '@quarterdeck/plugin-portal-node';

/** Names the file of an entity's delivery policy, relative to its source. */
export const deliveryPolicyAnnotation = 'quarterdeck.io/delivery-policy';

const sourceAnnotations = [
  'backstage.io/source-location',
  'backstage.io/managed-by-location',
];

/** The address of a policy file, or why there is none. */
export type PolicyLocation = { url: string } | { problem: string };

/**
 * Where the file lies that an entity's annotation names; `undefined` without
 * the annotation. Only below the entity's own source: the portal reads with its
 * own credentials, so a path must not lead elsewhere.
 */
export function policyLocation(
  entity: Pick<EntitySummary, 'annotations'>,
): PolicyLocation | undefined {
  const path = entity.annotations[deliveryPolicyAnnotation];
  if (path === undefined) return undefined;
  const parts = path.split('/');
  if (
    path === '' ||
    path.startsWith('/') ||
    /[\\?#%:]/.test(path) ||
    parts.includes('..')
  ) {
    return {
      problem: `${deliveryPolicyAnnotation} has to be a relative path below the entity's source`,
    };
  }
  const source = sourceAnnotations
    .map(name => entity.annotations[name])
    .find(value => value?.startsWith('url:'))
    ?.slice('url:'.length);
  if (!source) {
    return { problem: 'The entity has no source location of the kind url:' };
  }
  try {
    const base = new URL(source);
    const inQuery = base.searchParams.get('path');
    if (inQuery !== null) {
      // Azure DevOps names the path in the query.
      const folder = inQuery.replace(/[^/]*$/, '');
      base.searchParams.set(
        'path',
        `${folder}${parts.filter(part => part !== '.').join('/')}`,
      );
      return { url: base.toString() };
    }
    base.pathname = base.pathname.replace(/\/tree\//, '/blob/');
    return { url: new URL(path, base).toString() };
  } catch {
    return { problem: `"${source}" is not an address` };
  }
}
