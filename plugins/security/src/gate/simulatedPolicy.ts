import { UrlState } from '@quarterdeck/plugin-portal-react';
import {
  FindingKind,
  NewGatePolicy,
  severities,
} from '@quarterdeck/plugin-security-common';

/** Scans a simulated policy may ask for. */
export const scanChoices: ReadonlyArray<{ kind: FindingKind; label: string }> =
  [
    { kind: 'secret', label: 'Secrets' },
    { kind: 'sast', label: 'Code' },
    { kind: 'dependency', label: 'Dependencies' },
    { kind: 'container', label: 'Image' },
    { kind: 'iac', label: 'Infrastructure' },
  ];

/** The policy that the URL describes: `?fail=high&of=new&kev=warn&scans=sast`. */
export function policyOf(url: Pick<UrlState, 'get' | 'list'>): NewGatePolicy {
  const level = severities.find(one => one === (url.get('fail') ?? 'high'));
  const kev = url.get('kev');
  const scans = url.list('scans');
  const below = level ? severities[severities.indexOf(level) + 1] : 'critical';
  return {
    fail_on: level ? [level] : [],
    warn_on: below && below !== 'unknown' ? [below] : [],
    scope: url.get('of') === 'new' ? 'new' : 'all',
    known_exploited: kev === 'warn' || kev === 'ignore' ? kev : 'fail',
    fixable_only: url.get('fixable') === 'true',
    required: scanChoices
      .filter(({ kind }) => scans.includes(kind))
      .map(({ kind }) => ({ kind })),
  };
}
