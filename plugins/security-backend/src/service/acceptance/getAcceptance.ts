import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, where } from '@quarterdeck/plugin-portal-node';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import {
  AcceptanceRow,
  selectAcceptances,
} from '../../database/acceptanceRows';
import { Reader } from '../reader';
import { toAcceptances } from './toAcceptances';
import { visibleAcceptances } from './visibleAcceptances';

/** One acceptance the caller may see. */
export async function findAcceptance(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AcceptanceRow> {
  const [row] = z.uuid().safeParse(id).success
    ? await selectAcceptances(
        reader.knex,
        allOf([
          where('a.id = ?::uuid', id),
          visibleAcceptances(reader, decision),
        ]),
        { limit: 1 },
      )
    : [];
  if (row) return row;
  throw new NotFoundError(
    'There is no such acceptance, or you may not see it.',
  );
}

/** One accepted risk. */
export async function answerGetAcceptance(
  reader: Reader,
  id: string,
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<Acceptance> {
  const row = await findAcceptance(reader, id, decisions.read);
  const [answer] = await toAcceptances(reader, [row], decisions);
  return answer;
}
