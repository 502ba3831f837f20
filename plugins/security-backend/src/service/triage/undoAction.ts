import { InputError, NotFoundError } from '@backstage/errors';
import { inEntities } from '@quarterdeck/plugin-portal-node';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  listActions,
  loadUndo,
  markUndone,
  saveDecision,
} from '../../database/triageRows';
import { endAcceptancesOf } from '../../database/acceptanceRows';
import { decide, DecideDeps } from '../decide';
import { AnswerOf } from '../findingQuestions';
import { seenEntities } from '../seenFindings';
import { Decider } from './decider';
import { toDone } from './toDone';

const findingsOf = (rows: readonly { findings: number }[]) =>
  rows.reduce((sum, { findings }) => sum + findings, 0);

/** Takes an action back; what somebody decided after it keeps the later word. */
export async function undoAction(
  deps: DecideDeps,
  id: string,
  decider: Decider,
): Promise<AnswerOf<'undoAction'>> {
  const { reader } = deps;
  if (!z.uuid().safeParse(id).success) {
    throw new NotFoundError('There is no such action.');
  }
  const [row] = await listActions(
    reader.knex,
    {
      id,
      entities: inEntities(
        'e.ref',
        seenEntities(reader.visible(decider.decision)),
      ),
    },
    { limit: 1 },
  );
  if (!row) {
    throw new NotFoundError('There is no such action, or you may not undo it.');
  }
  if (row.undone_at || !toDone(row, reader.now()).canUndo) {
    throw new InputError('The action was taken back already, or is too old.');
  }
  const at = reader.now();
  return decide(deps, {
    actor: decider.actor,
    action: 'undo',
    async write(tx, position) {
      const told = await loadUndo(tx, id);
      const back = told.filter(({ later }) => !later);
      const kept = findingsOf(told.filter(({ later }) => later));
      // Comments and acceptances are taken back whole.
      const restored = told.length === 0 ? row.changed : findingsOf(back);
      const groups = new Map<string, typeof back>();
      for (const one of back) {
        const key = JSON.stringify([one.kind, one.value]);
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      for (const group of groups.values()) {
        const [{ kind, value }] = group;
        await saveDecision(
          tx,
          {
            actionId: randomUUID(),
            kind,
            value,
            reason: 'taken back',
            actor: decider.actor,
            at,
            position,
          },
          group,
        );
      }
      if (!(await markUndone(tx, id, { actor: decider.actor, at }))) {
        throw new InputError('The action was taken back already.');
      }
      const accepted = await endAcceptancesOf(tx, id, {
        actor: decider.actor,
        at,
      });
      return {
        identities: [...told.map(({ identity }) => identity), ...accepted],
        answer: {
          done: toDone({ ...row, undone_at: at, undone_by: decider.actor }, at),
          restored,
          kept,
        },
        audit: {
          actor: decider.actor,
          action: 'finding.undo',
          target: id,
          details: { restored, kept },
        },
      };
    },
  });
}
