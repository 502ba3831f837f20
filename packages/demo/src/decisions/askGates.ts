import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { people } from '../organisation/people';
import { PortalCaller, PortalRefusal } from '../send/portalPerson';
import { gatePolicies } from './gatePolicies';
import { gateQuestions, overruled } from './gateQuestions';
import { api, SecurityDesk } from './securityDesk';

const made = z.object({ id: z.string() });
const patienceMs = 10 * 60_000;

/** Sets the policies that are not set yet; each is known by its name. */
export async function setPolicies(
  desk: SecurityDesk,
  now: number,
): Promise<number> {
  const known = await desk.list(people.bram, '/gate-policies');
  let set = 0;
  for (const plan of gatePolicies(now)) {
    // Lists leave out what ended: where others are, it was here.
    const isThere = plan.ended
      ? known.length > 0
      : known.some(({ name }) => name === plan.name);
    if (isThere) continue;
    const { by, then, ended, ...first } = plan;
    const person = await desk.as(by);
    const { id } = made.parse(
      await person.ask(`${api}/gate-policies`, { body: first }),
    );
    if (then) {
      await person.ask(`${api}/gate-policies/${id}`, {
        method: 'PUT',
        body: { ...first, ...then, version: 1 },
      });
    }
    if (ended)
      await person.ask(`${api}/gate-policies/${id}`, { method: 'DELETE' });
    set += 1;
  }
  return set;
}

/**
 * Asks the gates as the pipelines of the services do. The first one is asked until
 * every scan that was sent is counted.
 */
export async function askGates(
  desk: SecurityDesk,
  pipeline: PortalCaller,
  commits: ReadonlyMap<string, string>,
): Promise<number> {
  const before = await desk.list(people.bram, '/gates/evaluations');
  const asked = before.map(({ question }) => question);
  let count = 0;
  for (const { of, environment, commit = commits.get(of) } of gateQuestions) {
    const question = {
      entity: `component:default/${of}`,
      ...(commit ? { commit } : {}),
      environment,
    };
    if (asked.some(one => isDeepStrictEqual(one, question))) continue;
    const { id } = made.parse(await askUntilCounted(pipeline, question));
    if (of === overruled.of && environment === overruled.environment) {
      await overrule(desk, id);
    }
    count += 1;
  }
  return count;
}

async function askUntilCounted(
  pipeline: PortalCaller,
  question: object,
): Promise<unknown> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await pipeline.ask(`${api}/gates/evaluate`, { body: question });
    } catch (error) {
      const isBusy = error instanceof PortalRefusal && error.status === 503;
      if (!isBusy || Date.now() > giveUpAt) throw error;
      await sleep(500);
    }
  }
}

async function overrule(desk: SecurityDesk, id: string): Promise<void> {
  const platform = await desk.as(people.bram);
  await platform.ask(`${api}/gates/evaluations/${id}/override`, {
    body: {
      reason: overruled.reason,
      until: new Date(Date.now() + overruled.days * 86_400_000).toISOString(),
    },
  });
}
