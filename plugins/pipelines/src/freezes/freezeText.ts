import { Freeze } from '@quarterdeck/plugin-pipelines-common';
import { FreezeBody } from '../api/deploymentChanges';
import { nameOfRef, tierWords } from '../deployments/deploymentText';

/** Whom a freeze stops: `payments-api`, `everything in the system till`. */
export function freezeScope(
  freeze: Pick<Freeze, 'scope' | 'scopeRef'>,
): string {
  if (freeze.scope === 'all' || freeze.scopeRef === null) return 'everything';
  const name = nameOfRef(freeze.scopeRef);
  return freeze.scope === 'entity' ? name : `the ${freeze.scope} ${name}`;
}

/** Where it holds: `production`, `staging, eu-1`, `every environment`. */
export function freezePlaces(
  freeze: Pick<Freeze, 'environments' | 'tiers'>,
): string {
  const tiers = freeze.tiers.map(tier =>
    tierWords[tier].toLocaleLowerCase('en-US'),
  );
  if (freeze.environments.length === 0) {
    return tiers.length === 0 ? 'every environment' : tiers.join(', ');
  }
  const names = freeze.environments.join(', ');
  return tiers.length === 0 ? names : `${names} (${tiers.join(', ')})`;
}

const longest = 1024;

/** A freeze as it would be sent again, over at a time, saying why. */
export function endedEarly(freeze: Freeze, at: Date, why: string): FreezeBody {
  const note = ` (ended early: ${why})`.slice(0, longest);
  return {
    scope: freeze.scope,
    scopeRef: freeze.scopeRef ?? undefined,
    environments: freeze.environments,
    tiers: freeze.tiers,
    from: freeze.from,
    // Its range must not be empty, however soon it ends.
    to: new Date(
      Math.max(at.getTime(), Date.parse(freeze.from) + 1000),
    ).toISOString(),
    reason: freeze.reason.slice(0, longest - note.length) + note,
  };
}

/** A time as an input of the browser takes it, in the viewer's zone. */
export function toLocalInput(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(
    at.getDate(),
  )}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
