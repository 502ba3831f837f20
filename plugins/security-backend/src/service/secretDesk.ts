import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, holds, where } from '@quarterdeck/plugin-portal-node';
import {
  RotateTask,
  securityContract,
} from '@quarterdeck/plugin-security-common';
import { selectFindings } from '../database/findingRows';
import {
  saveSecretTask,
  SecretRow,
  selectSecrets,
  severityOfRank,
} from '../database/secretRows';
import { DecideDeps } from './decide';
import { toSummary } from './findingAnswers';
import { AnswerOf, QueryOf } from './findingQuestions';
import { askedFindings, Reader, seesAll } from './reader';
import { inSeen, SeenFindings, seenEntities } from './seenFindings';

function toTask(row: SecretRow, rotate: SeenFindings | undefined): RotateTask {
  const may = rotate && seenEntities(rotate);
  return {
    id: row.secret_id,
    mask: row.mask,
    rules: row.rules,
    severity: severityOfRank(row.rank),
    verified: row.verified,
    state: row.state,
    seenAfterRotation: row.seen_after,
    assignee: row.assignee,
    note: row.note,
    changedBy: row.changed_by,
    changedAt: row.changed_at?.toISOString() ?? null,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    entities: row.entities,
    files: row.files,
    findings: row.findings,
    openFindings: row.open,
    canRotate: may !== undefined && row.entities.some(ref => holds(may, ref)),
  };
}

const columns = { entity: 'f.entity_ref', severity: 'f.severity' };
const cursorSchema = z.tuple([z.number(), z.string(), z.string()]);

/** Leaked secrets, those that work first. */
export async function answerListSecrets(
  reader: Reader,
  query: QueryOf<'listSecrets'>,
  decision: PolicyDecision,
  rotate: SeenFindings | undefined,
): Promise<AnswerOf<'listSecrets'>> {
  const rows = await selectSecrets(
    reader.knex,
    inSeen(columns, askedFindings(reader, { decision, ...query })),
    {
      limit: query.limit + 1,
      states: query.state,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => toTask(row, rotate)),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([
            last.verified ? 0 : last.rank,
            `-${last.first_seen_at.getTime() / 1000}`,
            last.secret_id,
          ])
        : null,
  };
}

async function findTask(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<SecretRow> {
  const [row] = await selectSecrets(
    reader.knex,
    allOf([
      where('f.secret_id = ?', id),
      inSeen(columns, reader.visible(decision)),
    ]),
    { limit: 1, states: [] },
  );
  if (row) return row;
  throw new NotFoundError('There is no such secret, or you may not see it.');
}

const placesShown = 200;

/** One leaked secret with the places it stands in. */
export async function answerGetSecret(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
  rotate: SeenFindings | undefined,
): Promise<AnswerOf<'getSecret'>> {
  const row = await findTask(reader, id, decision);
  const places = await selectFindings(
    reader.knex,
    allOf([
      where('f.secret_id = ?', id),
      inSeen(columns, reader.visible(decision)),
    ]),
    {
      order: 'f.is_open DESC, f.entity_ref, f.path, f.finding_id',
      limit: placesShown,
    },
  );
  return {
    ...toTask(row, rotate),
    places: places.map(place => toSummary(reader, place)),
    visibility: seesAll(reader, decision) ? 'all' : 'own',
  };
}

/** Says how far the rotation is, or who does it. */
export async function updateSecret(
  { reader, audit, changed }: DecideDeps,
  id: string,
  body: z.output<(typeof securityContract)['updateSecret']['body']>,
  caller: { actor: string; decision: PolicyDecision; read: PolicyDecision },
): Promise<RotateTask> {
  if (Object.values(body).every(value => value === undefined)) {
    throw new InputError('Say at least one of state, assignee and note.');
  }
  const rotate = reader.visible(caller.decision);
  const row = await findTask(reader, id, caller.read);
  if (!toTask(row, rotate).canRotate) {
    throw new NotAllowedError('The secret is in no entity of yours.');
  }
  const now = reader.now();
  await reader.knex.transaction(async tx => {
    await saveSecretTask(tx, {
      secret_id: id,
      state: body.state ?? row.state,
      assignee: body.assignee === undefined ? row.assignee : body.assignee,
      note: body.note ?? row.note,
      changed_by: caller.actor,
      // Only a word about the state says when it was rotated.
      changed_at: body.state ? now : row.changed_at ?? now,
    });
    await audit.record(
      {
        actor: caller.actor,
        action: 'secret.rotate',
        target: id,
        details: body,
        reason: body.note,
      },
      tx,
    );
  });
  changed();
  return toTask(await findTask(reader, id, caller.read), rotate);
}
