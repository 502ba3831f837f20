import { PolicyApproval } from '../policy/deliveryPolicy';
import { ChangeAuthor } from './gateEvidence';

/** Who wants to approve. */
export interface Approver {
  ref: string;
  /** Own ref and groups, as full refs. */
  claims: readonly string[];
  /** Names by which a provider may know the person: logins, addresses. */
  names: readonly string[];
}

/** `release-managers` as `group:default/release-managers`. */
export function groupRef(text: string): string {
  const lower = text.toLocaleLowerCase('en-US');
  const [kind, rest] = lower.includes(':')
    ? [lower.slice(0, lower.indexOf(':')), lower.slice(lower.indexOf(':') + 1)]
    : ['group', lower];
  return `${kind}:${rest.includes('/') ? rest : `default/${rest}`}`;
}

const normal = (text: string) => text.trim().toLocaleLowerCase('en-US');

/** Whether the person is one of the authors, by any name either is known by. */
export function isAuthor(
  approver: Pick<Approver, 'ref' | 'names'>,
  authors: readonly ChangeAuthor[],
): boolean {
  const own = new Set(
    [approver.ref.slice(approver.ref.indexOf('/') + 1), ...approver.names].map(
      normal,
    ),
  );
  return authors.some(author =>
    [author.login, author.email, author.email?.split('@')[0], author.name].some(
      name => name !== undefined && own.has(normal(name)),
    ),
  );
}

/** Whether anybody can be told apart from the author. */
export function authorKnown(authors: readonly ChangeAuthor[]): boolean {
  return authors.some(author => author.trusted);
}

/** Why this person may not approve; `undefined`: they may. */
export function refusalToApprove(input: {
  approver: Approver;
  approvals: readonly PolicyApproval[];
  authors: readonly ChangeAuthor[];
  /** Refs of those who said yes or no in this round. */
  voted: readonly string[];
}): string | undefined {
  const { approver, approvals, authors, voted } = input;
  if (approvals.length === 0) return 'This gate asks nobody for an approval.';
  if (voted.includes(approver.ref)) return 'You have decided here already.';
  const mine = approvals.filter(approval =>
    approval.groups
      .map(groupRef)
      .some(group => approver.claims.includes(group)),
  );
  if (mine.length === 0) {
    const groups = [...new Set(approvals.flatMap(one => one.groups))].map(
      groupRef,
    );
    return `Only members of ${groups.join(', ')} may approve.`;
  }
  if (isAuthor(approver, authors)) {
    return 'You wrote this change; somebody else has to approve it.';
  }
  if (
    !authorKnown(authors) &&
    mine.every(approval => approval.author_unknown === 'refuse')
  ) {
    return 'Nobody reported who wrote this change, so nobody can be told apart from its author.';
  }
  return undefined;
}
