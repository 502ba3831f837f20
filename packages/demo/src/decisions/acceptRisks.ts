import { z } from 'zod';
import { Person } from '../organisation/people';
import {
  DemoAcceptance,
  riskAcceptances,
  vulnerabilityOf,
} from './riskAcceptances';
import { api, SecurityDesk } from './securityDesk';

const made = z.object({ id: z.string() });
const refOf = ({ login }: Person) => `user:default/${login}`;
const components = (names: readonly string[]) =>
  names.map(name => `component:default/${name}`);

/** Accepts what is not accepted yet; an acceptance is known by its reason. */
export async function acceptRisks(desk: SecurityDesk): Promise<number> {
  let accepted = 0;
  for (const plan of riskAcceptances) {
    const known = await desk.list(plan.by, '/acceptances', {
      owner: refOf(plan.owner),
    });
    const reasons = [plan.reason, plan.extended?.reason];
    if (known.some(one => reasons.some(reason => reason === one.reason))) {
      continue;
    }
    if (await accept(desk, plan)) accepted += 1;
  }
  return accepted;
}

async function accept(
  desk: SecurityDesk,
  plan: DemoAcceptance,
): Promise<boolean> {
  const { by, owner, reason, lasts, remindDaysBefore, extended, revoked } =
    plan;
  const scope = await scopeOf(desk, plan);
  if (!scope) return false;
  const person = await desk.as(by);
  const endIn = (milliseconds: number) =>
    new Date(Date.now() + milliseconds).toISOString();
  const { id } = made.parse(
    await person.ask(`${api}/acceptances`, {
      body: {
        scope,
        owner: refOf(owner),
        reason,
        expiresAt: endIn(lasts),
        ...(remindDaysBefore && { remindDaysBefore }),
      },
    }),
  );
  const path = `${api}/acceptances/${encodeURIComponent(id)}`;
  if (extended) {
    await person.ask(path, {
      method: 'PUT',
      body: {
        owner: refOf(owner),
        reason: extended.reason,
        expiresAt: endIn(extended.lasts),
      },
    });
  }
  if (revoked)
    await person.ask(`${path}/revoke`, { body: { reason: revoked } });
  return true;
}

async function scopeOf(
  desk: SecurityDesk,
  { by, what }: DemoAcceptance,
): Promise<object | undefined> {
  if ('finding' in what) {
    const id = await desk.findingId(by, what.finding);
    return id ? { of: 'finding', findingIds: [id] } : undefined;
  }
  const entities = components(what.in);
  return 'rule' in what
    ? { of: 'rule', rule: what.rule, entities }
    : {
        of: 'vulnerability',
        vulnerability: vulnerabilityOf(what.package),
        entities,
      };
}
