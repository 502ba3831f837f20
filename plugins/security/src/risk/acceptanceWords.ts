import { StateName } from '@quarterdeck/plugin-portal-react';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { counted, entityName } from '../components/findingWords';

/** Whether an acceptance still holds. */
export const acceptanceWords: Record<
  Acceptance['state'],
  { state: StateName; word: string }
> = {
  active: { state: 'success', word: 'Active' },
  ending: { state: 'warn', word: 'Ends soon' },
  expired: { state: 'neutral', word: 'Expired' },
  revoked: { state: 'neutral', word: 'Revoked' },
};

const where = (entities: readonly string[] | undefined): string => {
  if (!entities || entities.length === 0) return 'in every service';
  return entities.length > 2
    ? `in ${entities.length} services`
    : `in ${entities.map(entityName).join(', ')}`;
};

/** What it covers beside its title: what stands there is not said again. */
export function coveredText({
  scope,
  title,
}: Pick<Acceptance, 'scope' | 'title'>): string {
  const name =
    (scope.of === 'rule' && scope.rule) ||
    (scope.of === 'vulnerability' && scope.vulnerability);
  const covered = scopeText(scope);
  return name && title.includes(name)
    ? covered.slice(covered.indexOf(name) + name.length).trim()
    : covered;
}

/** What it covers, in a phrase. */
export function scopeText(scope: Acceptance['scope']): string {
  switch (scope.of) {
    case 'finding':
      return counted(scope.findingIds.length, 'finding');
    case 'rule':
      return `rule ${scope.rule} ${where(scope.entities)}${
        scope.path ? `, below ${scope.path}` : ''
      }`;
    default:
      return `${scope.vulnerability} ${where(scope.entities)}`;
  }
}
