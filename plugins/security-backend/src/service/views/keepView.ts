import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  savedViewBodySchema,
  SavedFindingView,
  viewLimit,
} from '@quarterdeck/plugin-security-common';
import {
  lockViews,
  removeView,
  SavedViewRow,
  saveView,
  selectViews,
} from '../../database/savedViews';
import { DecideDeps } from '../decide';
import { toView, Viewer } from './viewer';

type Body = z.output<typeof savedViewBodySchema>;
type ViewDeps = Pick<DecideDeps, 'audit'> & {
  reader: Pick<DecideDeps['reader'], 'knex' | 'now'>;
};

function ownerOf(body: Body, viewer: Viewer): string {
  const owner = (body.owner ?? viewer.actor).toLocaleLowerCase('en-US');
  if (viewer.me.includes(owner)) return owner;
  throw new NotAllowedError(
    `/owner: you are not in ${owner}. A view is yours, or of a group you are in.`,
  );
}

async function findView(
  { reader }: ViewDeps,
  id: string,
  viewer: Viewer,
): Promise<SavedViewRow> {
  const [row] = z.uuid().safeParse(id).success
    ? await selectViews(reader.knex, viewer.me, { id })
    : [];
  if (row) return row;
  throw new NotFoundError('There is no such view, or it is not yours.');
}

async function store(
  { reader, audit }: ViewDeps,
  row: SavedViewRow,
  before: SavedViewRow | undefined,
): Promise<SavedFindingView> {
  await reader.knex.transaction(async tx => {
    await lockViews(tx, row.owner);
    const others = await selectViews(tx, [row.owner]);
    if (others.length >= viewLimit && !others.some(({ id }) => id === row.id)) {
      throw new InputError(
        `/owner: ${row.owner} has ${viewLimit} views already. Delete one of them.`,
      );
    }
    if (!(await saveView(tx, row))) {
      throw new InputError(
        `/name: ${row.owner} has a view called "${row.name}" already.`,
      );
    }
    await audit.record(
      {
        actor: row.changed_by,
        action: before ? 'view.change' : 'view.create',
        target: row.id,
        details: {
          ...(before
            ? {
                from: {
                  owner: before.owner,
                  name: before.name,
                  query: before.query,
                },
              }
            : {}),
          to: { owner: row.owner, name: row.name, query: row.query },
        },
      },
      tx,
    );
  });
  return toView(row);
}

/** What people do with views: keep, change, forget. Only who is in the owner may. */
export const keepView = {
  async create(deps: ViewDeps, body: Body, viewer: Viewer) {
    const at = deps.reader.now();
    const row = {
      id: randomUUID(),
      owner: ownerOf(body, viewer),
      name: body.name,
      query: body.query,
      created_by: viewer.actor,
      created_at: at,
      changed_by: viewer.actor,
      changed_at: at,
    };
    return store(deps, row, undefined);
  },

  async change(deps: ViewDeps, id: string, body: Body, viewer: Viewer) {
    const before = await findView(deps, id, viewer);
    const row = {
      ...before,
      owner: body.owner ? ownerOf(body, viewer) : before.owner,
      name: body.name,
      query: body.query,
      changed_by: viewer.actor,
      changed_at: deps.reader.now(),
    };
    return store(deps, row, before);
  },

  async forget(deps: ViewDeps, id: string, viewer: Viewer) {
    const row = await findView(deps, id, viewer);
    return deps.reader.knex.transaction(async tx => {
      const deleted = await removeView(tx, id);
      if (deleted) {
        await deps.audit.record(
          {
            actor: viewer.actor,
            action: 'view.delete',
            target: id,
            details: { owner: row.owner, name: row.name, query: row.query },
          },
          tx,
        );
      }
      return { deleted };
    });
  },
};
