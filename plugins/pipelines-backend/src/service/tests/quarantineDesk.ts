import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Response } from 'express';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { AuditLog } from '@quarterdeck/plugin-portal-node';
import {
  endQuarantine,
  getQuarantine,
  insertQuarantine,
  listQuarantine,
} from '../../database/tests/quarantine';
import { holds } from '../entitySet';
import { askedEntities, Reader } from '../reader';
import { entityOf } from './reportQuestions';
import { toQuarantine } from './testAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

/** What the desk works with. */
export interface QuarantineDeps {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
  changed(): void;
}

const mostDays = 90;
const dayMs = 86_400_000;
const mostListed = 5000;
const cursor = z.tuple([z.iso.datetime(), z.uuid()]);

const demandOwn = (
  reader: Reader,
  decision: PolicyDecision,
  entityRef: string,
) => {
  if (holds(reader.visible(decision), entityRef)) return;
  throw new NotAllowedError(`You may not change the tests of ${entityRef}.`);
};

/** Puts a test in quarantine; an open entry of the same test ends. */
export async function addQuarantine(
  { reader, audit, changed }: QuarantineDeps,
  body: z.output<Routes['addQuarantine']['body']>,
  caller: { actor: string; decision: PolicyDecision },
): Promise<RouteOutput<Routes['addQuarantine']>> {
  const now = reader.now();
  const entity = reader.index.get(body.entityRef);
  if (!entity) {
    throw new InputError(
      `The catalog has no "${body.entityRef}". Write a full ref such as component:default/shop.`,
    );
  }
  demandOwn(reader, caller.decision, entity.ref);
  const until = new Date(body.until);
  if (until <= now || until.getTime() > now.getTime() + mostDays * dayMs) {
    throw new InputError(
      `The end must lie ahead, at most ${mostDays} days: a quarantine that never ends is a deleted test.`,
    );
  }
  const row = {
    id: randomUUID(),
    entity_ref: entity.ref,
    suite: body.suite,
    name: body.name,
    reason: body.reason,
    created_by: caller.actor,
    created_at: now,
    until,
    ended_at: null,
    ended_by: null,
  };
  await reader.knex.transaction(async tx => {
    await insertQuarantine(tx, row);
    await audit.record(
      {
        actor: caller.actor,
        action: 'test.quarantine',
        target: entity.ref,
        details: { suite: body.suite, name: body.name, until: body.until },
        reason: body.reason,
      },
      tx,
    );
  });
  changed();
  return toQuarantine(row, now);
}

/** Takes a test out of quarantine. Ending twice is no fault. */
export async function releaseQuarantine(
  { reader, audit, changed }: QuarantineDeps,
  id: string,
  reason: string | undefined,
  caller: { actor: string; decision: PolicyDecision },
): Promise<RouteOutput<Routes['endQuarantine']>> {
  const now = reader.now();
  const row = await reader.knex.transaction(async tx => {
    const found = await getQuarantine(tx, id);
    if (!found) throw new NotFoundError('There is no such quarantine.');
    demandOwn(reader, caller.decision, found.entity_ref);
    if (found.ended_at) return found;
    await endQuarantine(tx, id, { at: now, by: caller.actor });
    await audit.record(
      {
        actor: caller.actor,
        action: 'test.release',
        target: found.entity_ref,
        details: { suite: found.suite, name: found.name },
        reason,
      },
      tx,
    );
    return { ...found, ended_at: now, ended_by: caller.actor };
  });
  changed();
  return toQuarantine(row, now);
}

/** Tests in quarantine, or those that came out. */
export async function answerListQuarantine(
  reader: Reader,
  query: Query<'listQuarantine'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listQuarantine']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const now = reader.now();
  const active = query.state === 'active';
  const rows = await listQuarantine(
    reader.knex,
    { entities, now, active },
    {
      limit: query.limit + 1,
      cursor: query.cursor ? decodeCursor(query.cursor, cursor) : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown[shown.length - 1];
  const keyOf = (row: (typeof rows)[number]) =>
    active || !row.ended_at || row.ended_at > row.until
      ? row.until
      : row.ended_at;
  return {
    items: shown.map(row => toQuarantine(row, now)),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([keyOf(last).toISOString(), last.id])
        : null,
  };
}

const regexText = (text: string) =>
  text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Matches nothing: an empty alternative would skip every test. */
const nothing = '^$';

/**
 * What a CI should skip now. Lines and regular expression are plain text, so
 * that one `curl` in a command line is all it takes.
 */
export async function answerEntityQuarantine(
  reader: Reader,
  params: z.output<Routes['entityQuarantine']['params']>,
  format: Query<'entityQuarantine'>['format'],
  decision: PolicyDecision,
  response: Response,
): Promise<RouteOutput<Routes['entityQuarantine']> | undefined> {
  const entityRef = entityOf(params);
  const rows = await listQuarantine(
    reader.knex,
    {
      entities: askedEntities(reader, { decision, entity: [entityRef] }),
      now: reader.now(),
      active: true,
    },
    { limit: mostListed },
  );
  if (format === 'json') {
    return {
      entityRef,
      tests: rows.map(({ suite, name, reason, until }) => ({
        suite,
        name,
        reason,
        until: until.toISOString(),
      })),
    };
  }
  const oneLine = (text: string) => text.replace(/[\r\n\t]+/g, ' ');
  response.type('text/plain');
  response.send(
    format === 'lines'
      ? rows
          .map(({ suite, name }) => `${oneLine(suite)}\t${oneLine(name)}\n`)
          .join('')
      : `${
          rows.length > 0
            ? `^(${rows
                .map(({ name }) => regexText(oneLine(name)))
                .join('|')})$`
            : nothing
        }\n`,
  );
  return undefined;
}
