import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { api, SecurityDesk } from './securityDesk';
import {
  bulkDecision,
  TriageDecision,
  triageDecisions,
} from './triageDecisions';

const preview = z.object({ token: z.string(), willChange: z.number() });

/** Triage of one person after the other; what somebody did already is not done again. */
export async function decideFindings(desk: SecurityDesk): Promise<number> {
  const byPerson = new Map<string, TriageDecision[]>();
  for (const decision of triageDecisions) {
    const { login } = decision.by;
    byPerson.set(login, [...(byPerson.get(login) ?? []), decision]);
  }
  let done = 0;
  // In the order of the list: the one begins what the other confirmed.
  for (const decisions of byPerson.values())
    done += await decide(desk, decisions);
  return done + (await decideMany(desk));
}

async function decide(
  desk: SecurityDesk,
  decisions: readonly TriageDecision[],
): Promise<number> {
  const { by } = decisions[0];
  const person = await desk.as(by);
  const before = await desk.list(by, '/actions', {
    by: `user:default/${by.login}`,
  });
  let done = 0;
  // Two alike are two: each that was done stands for one of them.
  const left = [...before];
  for (const { on, action } of decisions) {
    const at = left.findIndex(one => isDeepStrictEqual(one.action, action));
    if (at >= 0) {
      left.splice(at, 1);
      continue;
    }
    const id = await desk.findingId(by, on);
    if (!id) continue;
    await person.ask(`${api}/findings/${encodeURIComponent(id)}/actions`, {
      body: action,
    });
    done += 1;
  }
  return done;
}

/** Previewed, then changed as it was previewed. */
async function decideMany(desk: SecurityDesk): Promise<number> {
  const { by, of, rule, action } = bulkDecision;
  const person = await desk.as(by);
  const selection = {
    filter: {
      entity: [`component:default/${of}`],
      rule: [rule],
      state: ['open'],
    },
  };
  const { token, willChange } = preview.parse(
    await person.ask(`${api}/bulk/preview`, { body: { selection, action } }),
  );
  if (willChange === 0) return 0;
  await person.ask(`${api}/bulk`, { body: { selection, action, token } });
  return willChange;
}
