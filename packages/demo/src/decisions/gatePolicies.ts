import type {
  NewGatePolicy,
  PolicyScope,
} from '@quarterdeck/plugin-security-common';
import { DAY } from '../history/clock';
import { people, Person } from '../organisation/people';
import { vulnerabilityOf } from './riskAcceptances';

/** A policy of the gate, as somebody of the platform team sets it. */
export interface DemoPolicy {
  by: Person;
  name: string;
  scope: PolicyScope;
  scopeRef?: string;
  environments?: string[];
  reason: string;
  policy: NewGatePolicy;
  /** The next version of it, and why. */
  then?: { policy: NewGatePolicy; reason: string };
  /** It holds no longer. */
  ended?: boolean;
}

const { bram, zofia } = people;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Policies of the organisation; `now` is when their exceptions are counted from. */
export function gatePolicies(now: number): DemoPolicy[] {
  const baseline: NewGatePolicy = {
    fail_on: ['critical'],
    warn_on: ['high', 'medium'],
    required: [
      { kind: 'sast', max_age: '7d' },
      { kind: 'dependency', max_age: '7d' },
    ],
    licences: {
      deny: ['AGPL-3.0-only', 'AGPL-3.0-or-later', 'SSPL-1.0'],
      review: ['GPL-2.0-only', 'GPL-3.0-only', 'MPL-2.0'],
      on_deny: 'warn',
      on_review: 'warn',
    },
  };
  return [
    {
      by: bram,
      name: 'Quayside baseline',
      scope: 'all',
      reason: 'What everybody agreed on in spring.',
      policy: baseline,
      then: {
        reason: 'A leaked secret may not ship either.',
        policy: {
          ...baseline,
          required: [
            ...(baseline.required ?? []),
            { kind: 'secret', max_age: '14d' },
          ],
          grace_days: { critical: 3 },
        },
      },
    },
    {
      by: bram,
      name: 'Money in production',
      scope: 'system',
      scopeRef: 'system:default/money-movement',
      environments: ['production-eu', 'production-us'],
      reason: 'Card data passes here.',
      policy: {
        ...baseline,
        fail_on: ['high'],
        warn_on: ['medium', 'unknown'],
        epss: { at_least: 0.6, effect: 'fail' },
        exceptions: [
          {
            vulnerability: vulnerabilityOf('tide-table'),
            package: 'tide-table',
            expires: dayOf(now + 20 * DAY),
            reason: 'We hand it no paths; raised with release 6.',
          },
          {
            rule: 'quayside.open-redirect',
            path: 'src/card_tokens/handler.ts',
            expires: dayOf(now - 5 * DAY),
            reason: 'Until the new return page is live.',
          },
          {
            vulnerability: 'CVE-2026-97777',
            reason: 'Nobody has it; left over.',
          },
        ],
      },
    },
    {
      by: zofia,
      name: 'Storefront: nothing new',
      scope: 'group',
      scopeRef: 'group:default/storefront-team',
      reason: 'What is old is worked off by the end of the year.',
      policy: {
        ...baseline,
        fail_on: ['high'],
        scope: 'new',
        fixable_only: true,
        grace_days: { high: 7, critical: 1 },
        on_error: 'warn',
      },
    },
    {
      by: zofia,
      name: 'Models, while they are tried out',
      scope: 'group',
      scopeRef: 'group:default/data-science',
      environments: ['staging'],
      reason: 'Staging of models has no customers.',
      policy: { fail_on: [], warn_on: ['critical'], known_exploited: 'warn' },
    },
    {
      by: bram,
      name: 'Stocktaking: hold everything high',
      scope: 'domain',
      scopeRef: 'domain:default/commerce',
      reason: 'For the weekend of the stocktaking.',
      policy: { ...baseline, fail_on: ['high'] },
      ended: true,
    },
  ];
}
