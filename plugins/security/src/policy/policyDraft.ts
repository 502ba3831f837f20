import { z } from 'zod';
import {
  GatePolicy,
  gatePolicySchema,
  policyBodySchema,
  policyProblems,
  PolicyScope,
  severities,
  Severity,
  StoredPolicy,
} from '@quarterdeck/plugin-security-common';

/** A policy as it stands in the editor. */
export interface PolicyDraft {
  name: string;
  scope: PolicyScope;
  scopeRef: string;
  /** As written: names with commas. */
  environments: string;
  policy: GatePolicy;
}

/** What is wrong, by the JSON pointer of its field. */
export type Problems = ReadonlyMap<string, string>;

/** A policy with nothing but what counts without one. */
export const emptyDraft = (): PolicyDraft => ({
  name: '',
  scope: 'all',
  scopeRef: '',
  environments: '',
  policy: gatePolicySchema.parse({}),
});

/** A stored policy, to be changed. */
export const draftOf = (stored: StoredPolicy): PolicyDraft => ({
  name: stored.name,
  scope: stored.scope,
  scopeRef: stored.scopeRef ?? '',
  environments: stored.environments.join(', '),
  policy: stored.policy,
});

/** What the API takes. */
export const bodyOf = (
  draft: PolicyDraft,
): z.input<typeof policyBodySchema> => ({
  name: draft.name,
  scope: draft.scope,
  ...(draft.scope === 'all' ? {} : { scopeRef: draft.scopeRef.trim() }),
  environments: draft.environments
    .split(',')
    .map(name => name.trim())
    .filter(Boolean),
  policy: draft.policy,
});

const pointer = (path: ReadonlyArray<PropertyKey>) =>
  path.map(part => `/${String(part)}`).join('');

/** Every problem of a draft at its field; what the API would refuse is known before. */
export function problemsOf(draft: PolicyDraft): Problems {
  const problems = new Map<string, string>();
  const read = policyBodySchema.safeParse(bodyOf(draft));
  for (const { path, message } of read.error?.issues ?? []) {
    problems.set(pointer(path), message);
  }
  if (draft.scope !== 'all' && draft.scopeRef.trim() === '') {
    problems.set('/scopeRef', 'is needed: whose gates it holds for');
  }
  if (draft.name.trim() === '') problems.set('/name', 'is needed');
  for (const { path, message } of policyProblems(draft.policy)) {
    const at = `/policy${path}`;
    if (!problems.has(at)) problems.set(at, message);
  }
  return problems;
}

/** Severities from worst on, without the one that stands apart. */
const levels: readonly Severity[] = severities.filter(one => one !== 'unknown');

/** The lowest level that is meant: one level means it and all above. */
export const lowestOf = (chosen: readonly Severity[]): Severity | 'none' =>
  [...levels].reverse().find(one => chosen.includes(one)) ?? 'none';

/** The list that means a level and all above, with or without `unknown`. */
export const levelsOf = (
  lowest: Severity | 'none',
  unknown: boolean,
): Severity[] => [
  ...(lowest === 'none' ? [] : levels.slice(0, levels.indexOf(lowest) + 1)),
  ...(unknown ? (['unknown'] as const) : []),
];
