import {
  GateDecision,
  GateRequestState,
  OutboxCall,
  RuleVerdict,
} from '@quarterdeck/plugin-pipelines-common';
import { StateName } from '@quarterdeck/plugin-portal-react';

/** Icon and word. */
export interface StateWords {
  state: StateName;
  word: string;
}

const verdicts: Record<RuleVerdict, StateWords> = {
  passed: { state: 'success', word: 'Passed' },
  warned: { state: 'warn', word: 'Warned' },
  failed: { state: 'error', word: 'Failed' },
  waiting: { state: 'hold', word: 'Waiting' },
  missing: { state: 'unknown', word: 'Not reported' },
  stale: { state: 'queued', word: 'Too old' },
};

/** What became of a rule. */
export const verdictWords = (verdict: RuleVerdict): StateWords =>
  verdicts[verdict];

const requestStates: Record<GateRequestState, StateWords> = {
  waiting: { state: 'hold', word: 'Waiting' },
  allowed: { state: 'success', word: 'Allowed' },
  denied: { state: 'error', word: 'Shut' },
  rejected: { state: 'error', word: 'Rejected' },
  expired: { state: 'neutral', word: 'Expired' },
  bypassed: { state: 'warn', word: 'Bypassed' },
};

/** Where a gate stands. */
export const requestWords = (state: GateRequestState): StateWords =>
  requestStates[state];

const decisions: Record<GateDecision, StateWords> = {
  allow: { state: 'success', word: 'Allow' },
  deny: { state: 'error', word: 'Deny' },
  wait: { state: 'hold', word: 'Wait' },
};

/** What was answered. */
export const decisionWords = (decision: GateDecision): StateWords =>
  decisions[decision];

const callStates: Record<OutboxCall['state'], StateWords> = {
  pending: { state: 'info', word: 'Being sent' },
  sent: { state: 'success', word: 'Sent' },
  dead: { state: 'error', word: 'Given up' },
};

/** Where a call to a provider stands. */
export const callWords = (state: OutboxCall['state']): StateWords =>
  callStates[state];

/** `user:default/mei` as `mei`, `group:default/sre` as `sre`; other text as it is. */
export function refName(ref: string): string {
  const match = /^[a-z]+:[^/]+\/(.+)$/.exec(ref);
  return match ? match[1] : ref;
}

/** A sentence of the backend without what every ref begins with. */
export const plainRefs = (text: string): string =>
  text.replace(/\b(?:group|user|component):default\//g, '');

/** Authors by name; addresses only of those who have no name here. */
export function authorNames(authors: readonly string[]): string[] {
  const names = authors.filter(one => !one.includes('@'));
  return authors.filter(
    one => !one.includes('@') || !names.includes(one.split('@')[0]),
  );
}

/** The names of several refs, as in a sentence. */
export const refNames = (refs: readonly string[]): string =>
  refs.map(refName).join(', ');
