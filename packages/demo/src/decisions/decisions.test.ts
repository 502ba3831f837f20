import {
  acceptanceBodySchema,
  endRefusal,
  policyBodySchema,
  savedViewBodySchema,
  triageActionSchema,
} from '@quarterdeck/plugin-security-common';
import { DAY } from '../history/clock';
import { planHistory } from '../history/planHistory';
import { repositories } from '../organisation/repositories';
import { epssFile, kevFile } from '../security/threatFeeds';
import { isThere, weakCodes, weakPackages } from '../security/weaknesses';
import { gatePolicies } from './gatePolicies';
import { gateQuestions } from './gateQuestions';
import { riskAcceptances, vulnerabilityOf } from './riskAcceptances';
import { rotations, savedViews } from './rotations';
import { scannedCommits } from './scannedCommits';
import {
  bulkDecision,
  FindingChoice,
  triageDecisions,
} from './triageDecisions';

const to = new Date('2026-09-17T10:21:00Z');
const until = to.getTime();
/** The last scan of a night: every scanner had its turn. */
const lastNight = until - 7 * 3_600_000;
const names = repositories.map(({ name }) => name);

/** Whether scans of the last night had it. */
function isFound({ of, package: pack, rule, topic }: FindingChoice): boolean {
  if (pack) {
    const weak = weakPackages.find(({ name }) => name === pack);
    return !!weak && isThere([of, weak.id], lastNight, until);
  }
  const code = weakCodes.find(one => one.rule === rule);
  const topics = repositories.find(({ name }) => name === of)?.topics ?? [];
  return (
    !!code &&
    topics
      .slice(0, 4)
      .filter(one => !topic || one === topic)
      .some(one => isThere([of, one, code.rule], lastNight, until))
  );
}

describe('what people of the demo decided about findings', () => {
  it('is about findings that scans of the last night have', () => {
    const chosen = [
      ...triageDecisions.map(({ on }) => on),
      ...riskAcceptances.flatMap(({ what }) =>
        'finding' in what ? [what.finding] : [],
      ),
      { of: bulkDecision.of, rule: bulkDecision.rule },
    ];
    expect(chosen.filter(one => !isFound(one))).toEqual([]);
  });

  it('leaves the ledger alone, which others try things on', () => {
    expect(triageDecisions.map(({ on }) => on.of)).not.toContain('ledger');
  });

  it('can be told by the contract', () => {
    for (const { action } of triageDecisions) {
      expect(triageActionSchema.parse(action)).toEqual(action);
    }
    for (const plan of riskAcceptances) {
      const expiresAt = new Date(until + plan.lasts);
      expect(endRefusal(expiresAt, to)).toBeUndefined();
      expect(
        acceptanceBodySchema.safeParse({
          scope: { of: 'finding', findingIds: ['one'] },
          owner: `user:default/${plan.owner.login}`,
          reason: plan.reason,
          expiresAt: expiresAt.toISOString(),
        }).success,
      ).toBe(true);
    }
    for (const { by, then, ended, ...policy } of gatePolicies(until)) {
      expect(policyBodySchema.safeParse(policy).error).toBeUndefined();
      expect(
        policyBodySchema.safeParse({ ...policy, ...then, version: 1 }).error,
      ).toBeUndefined();
      expect([by.login, ended]).toBeDefined();
    }
    for (const { name, query } of savedViews) {
      expect(savedViewBodySchema.safeParse({ name, query }).error).toBe(
        undefined,
      );
    }
  });

  it('has acceptances of every fate: one is reminded of, one runs out at once, one was taken back', () => {
    expect(riskAcceptances.some(({ lasts }) => lasts < 60_000)).toBe(true);
    expect(
      riskAcceptances.some(
        ({ lasts, remindDaysBefore }) =>
          remindDaysBefore && lasts - remindDaysBefore[0] * DAY < DAY,
      ),
    ).toBe(true);
    expect(riskAcceptances.some(({ revoked }) => revoked)).toBe(true);
    expect(riskAcceptances.some(({ extended }) => extended)).toBe(true);
    expect(new Set(riskAcceptances.map(({ reason }) => reason)).size).toBe(
      riskAcceptances.length,
    );
  });

  it('asks gates of commits that were scanned, and of one that was not', () => {
    const { history } = planHistory({
      seed: 1,
      from: new Date(until - 5 * DAY),
      to,
      detailDays: 1,
    });
    const commits = scannedCommits(history);
    const known = gateQuestions.filter(({ commit }) => !commit);
    expect(known.filter(({ of }) => !commits.has(of))).toEqual([]);
    const scanned = [...commits.values()];
    const without = gateQuestions.flatMap(({ commit }) => commit ?? []);
    expect(without).toHaveLength(2);
    expect(without.filter(commit => scanned.includes(commit))).toEqual([]);
  });

  it('names components of the demo', () => {
    const told = [
      ...gateQuestions.map(({ of }) => of),
      ...rotations.map(({ of }) => of),
      ...riskAcceptances.flatMap(({ what }) =>
        'finding' in what ? what.finding.of : what.in,
      ),
    ];
    expect(told.filter(name => !names.includes(name))).toEqual([]);
  });
});

describe('the feeds of the demo', () => {
  it('score every vulnerable package, and call some exploited', () => {
    const scores = epssFile(until);
    for (const { id } of weakPackages) expect(scores).toContain(`${id},`);
    expect(JSON.parse(kevFile(until)).vulnerabilities).toContainEqual(
      expect.objectContaining({ cveID: vulnerabilityOf('gangway-http') }),
    );
  });

  it('are the same to the byte for the same moment', () => {
    expect(epssFile(until)).toBe(epssFile(until));
    expect(kevFile(until)).toBe(kevFile(until));
  });
});
