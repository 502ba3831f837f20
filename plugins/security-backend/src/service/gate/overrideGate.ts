import { InputError, NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { GateEvaluation } from '@quarterdeck/plugin-security-common';
import { saveOverride } from '../../database/gate/evaluationRows';
import { DecideDeps } from '../decide';
import { seenEntities } from '../seenFindings';
import { findEvaluation } from './evaluations';

/** Lets a commit pass whatever was found. */
export async function overrideGate(
  { reader, audit, changed }: DecideDeps,
  id: string,
  body: { reason: string; until: string },
  caller: { actor: string; read: PolicyDecision; decision: PolicyDecision },
): Promise<GateEvaluation> {
  const found = await findEvaluation(reader, id, caller.read);
  const may = seenEntities(reader.visible(caller.decision));
  if (!holds(may, found.question.entity)) {
    throw new NotAllowedError('You may not override gates of this entity.');
  }
  const now = reader.now();
  if (new Date(body.until) <= now) {
    throw new InputError('/until: the end must lie ahead.');
  }
  const override = {
    by: caller.actor,
    at: now.toISOString(),
    reason: body.reason,
    until: new Date(body.until).toISOString(),
  };
  await reader.knex.transaction(async tx => {
    await saveOverride(tx, id, override);
    await audit.record(
      {
        actor: caller.actor,
        action: 'gate.override',
        target: id,
        details: { question: found.question, verdict: found.result.verdict },
        reason: body.reason,
      },
      tx,
    );
  });
  changed();
  return { ...found, override };
}
