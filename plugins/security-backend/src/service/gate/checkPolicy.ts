import { AnswerError } from '@quarterdeck/plugin-portal-node';
import {
  NewStoredPolicy,
  policyProblems,
} from '@quarterdeck/plugin-security-common';
import { PolicyRow } from '../../database/gate/policyRows';
import { Reader } from '../reader';
import { PolicyPlace } from './policyRights';

const kindOf: Partial<Record<PolicyPlace['scope'], string>> = {
  system: 'system',
  group: 'group',
  domain: 'domain',
};

const refuse = (path: string, message: string, status = 400): never => {
  const name = status === 409 ? 'ConflictError' : 'InputError';
  throw new AnswerError(status, name, `${path}: ${message}`, { path });
};

/** Checks what a person wants to hold; what is wrong is named by its place in the body. */
export function checkPolicy(
  { index }: Pick<Reader, 'index'>,
  body: NewStoredPolicy,
  place: PolicyPlace,
): void {
  const kind = kindOf[place.scope];
  if (kind && !place.scopeRef?.startsWith(`${kind}:`)) {
    refuse('/scopeRef', `must be the ref of a ${kind}`);
  }
  if (place.scopeRef && !index.get(place.scopeRef)) {
    refuse('/scopeRef', `the catalog has no "${place.scopeRef}"`);
  }
  const twice = body.environments.findIndex(
    (one, at) => body.environments.indexOf(one) < at,
  );
  if (twice >= 0) refuse(`/environments/${twice}`, 'stands there twice');
  const [problem] = policyProblems(body.policy);
  if (problem) refuse(`/policy${problem.path}`, problem.message);
}

/** Of two policies for the same gates nobody could tell which counts. */
export function refuseDouble(
  policies: readonly PolicyRow[],
  row: Pick<PolicyRow, 'id' | 'scope' | 'scope_ref' | 'environments'>,
): void {
  const other = policies.find(
    one =>
      one.id !== row.id &&
      one.scope === row.scope &&
      one.scope_ref === row.scope_ref &&
      (one.environments.length === 0
        ? row.environments.length === 0
        : one.environments.some(name => row.environments.includes(name))),
  );
  if (other) {
    refuse(
      '/environments',
      `the policy "${other.name}" holds there already; change that one`,
      409,
    );
  }
}

/** Refuses a change of a version that somebody changed since. */
export function refuseStale(
  before: PolicyRow | undefined,
  version: number | undefined,
): void {
  if (before && version !== undefined && version !== before.version) {
    refuse(
      '/version',
      `${before.changed_by} changed it since: it is version ${before.version} now`,
      409,
    );
  }
}
