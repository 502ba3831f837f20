import { Knex } from 'knex';
import {
  loadNameSets,
  nameIssues,
  saveGroups,
} from '../database/settle/aliasGroups';
import { uncountedEntities } from '../database/settle/countedBefore';
import {
  lockEntities,
  recountEntities,
  touchedEntities,
} from '../database/settle/entityCounts';
import {
  chooseListed,
  SettleRules,
  settleStates,
} from '../database/settle/settleStates';
import {
  analyzeSettling,
  anyTouched,
  pullTouched,
  touchIssueMates,
} from '../database/settle/touched';
import { writeSettled } from '../database/settle/writeSettled';
import { markSettled } from '../database/settledMarks';
import { aliasGroups } from '@quarterdeck/plugin-security-common';

/**
 * Brings everything that follows from the touched findings in order: which
 * issue they are, their state and due date, who stands for the issue, and the
 * counts of their entities. May be done again at any time.
 * @returns the entities whose counts may have changed.
 */
export async function settle(tx: Knex, rules: SettleRules): Promise<string[]> {
  if (!(await anyTouched(tx))) return [];
  await lockEntities(tx, await touchedEntities(tx));
  await pullTouched(tx);
  await analyzeSettling(tx);
  const groups = aliasGroups(await loadNameSets(tx));
  await saveGroups(tx, groups);
  await pullTouched(tx);
  await touchIssueMates(tx);
  await nameIssues(tx);
  await touchIssueMates(tx);
  await settleStates(tx, rules);
  await chooseListed(tx);
  await writeSettled(tx);
  const entities = await touchedEntities(tx);
  await recountEntities(tx, await uncountedEntities(tx));
  await markSettled(tx, entities);
  return entities;
}
