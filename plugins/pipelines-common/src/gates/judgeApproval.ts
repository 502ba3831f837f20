import { durationSeconds, NamedStage } from '../policy/gateStages';
import { NeededApproval } from './gateAnswers';
import { GateCase } from './gateCase';
import { Finding } from './judgeReports';
import { authorKnown, groupRef } from './mayApprove';

const seconds = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** Whether enough people approved, and who still has to. */
export function judgeApproval(
  gate: GateCase,
  named: NamedStage,
  maxAgeSeconds: number,
): { finding: Finding; needed: NeededApproval; expired: boolean } {
  const { approval, timeout } = named.stage;
  const { approvals, now, askedAt, evidence } = gate;
  const groups = (approval?.groups ?? []).map(groupRef);
  const count = approval?.count ?? 1;
  const given = approvals.filter(
    one =>
      groups.some(group => one.groups.includes(group)) &&
      seconds(one.at, now) <= maxAgeSeconds,
  );
  const people = [...new Map(given.map(one => [one.by, one])).values()];
  const expiresAt = timeout
    ? new Date(
        Date.parse(askedAt) + durationSeconds(timeout) * 1000,
      ).toISOString()
    : null;
  const needed = {
    stage: named.name,
    groups,
    count,
    given: people.length,
    expiresAt,
  };
  const last = people[people.length - 1];
  const shown = {
    value: `${people.length} of ${count}`,
    needed: `${count} of ${groups.join(', ')}`,
    evidence: last
      ? {
          label: people.map(one => one.by).join(', '),
          url: null,
          at: last.at,
          position: null,
        }
      : null,
  };
  const found = (
    verdict: Finding['verdict'],
    reason: string,
    expired = false,
  ) => ({ finding: { verdict, reason, ...shown }, needed, expired });
  if (people.length >= count) return found('passed', 'Approved.');
  if (expiresAt && now > expiresAt) {
    return found('failed', 'Nobody approved in time.', true);
  }
  const unknown =
    approval?.author_unknown === 'refuse' && !authorKnown(evidence.authors);
  return found(
    'waiting',
    unknown
      ? 'Nobody reported who wrote this change, so nobody may approve it yet.'
      : `Waits for ${count - people.length} of ${groups.join(', ')}.`,
  );
}
