import { Knex } from 'knex';
import {
  chooseNewestSboms,
  Move,
  moveScans,
  moveSboms,
  moveVex,
  touchScans,
} from '../../database/subjects/moveRows';
import { moveRecords } from '../../database/subjects/moveRecords';
import { loadSubjectRows } from '../../database/subjects/subjectRows';
import {
  isRebuild,
  lockEntities,
  recountEntities,
} from '../../database/settle/entityCounts';
import { SettleRules } from '../../database/settle/settleStates';
import { prepareTouched, touchVulnerable } from '../../database/settle/touched';
import { keepNewestVex, resolveBomRefs } from '../../database/vexRows';
import { ownersOf, Told } from '../deployments/ownersOf';
import { settle } from '../settle';
import { unclaimedRef } from './unclaimedRef';

/**
 * Gives everything that projects sent to who their subjects belong to now: scans,
 * findings, SBOMs, VEX documents and what people said of the findings. Keys and
 * identities do not hold the entity, so it may be done in any order and again.
 * @returns the entities that lost or got anything, and the keys that moved.
 */
export async function moveSubjects(
  tx: Knex,
  projects: readonly string[],
  rules: SettleRules,
  /** What the door says just now of a subject, newer than the rows. */
  told?: Told,
): Promise<{ entities: string[]; targetKeys: string[] }> {
  const rows = await loadSubjectRows(tx, projects);
  const owned = await ownersOf(
    tx,
    rows.map(({ entityRef: standing, ...row }) => ({
      ...row,
      ...(told?.subject === row.subject ? told : {}),
      standing,
    })),
  );
  const entities = new Set<string>();
  const moves: Record<(typeof rows)[number]['kind'], Move[]> = {
    scan: [],
    sbom: [],
    vex: [],
  };
  for (const row of owned) {
    const entityRef = row.entityRef ?? unclaimedRef(row.subject);
    if (entityRef === row.standing) continue;
    moves[row.kind].push({ key: row.key, entityRef });
    entities.add(row.standing).add(entityRef);
  }
  const targetKeys = moves.scan.map(({ key }) => key);
  const touched = [...entities].sort();
  if (touched.length === 0) return { entities: [], targetKeys };
  await lockEntities(tx, touched);
  await prepareTouched(tx);
  await moveScans(tx, moves.scan);
  await moveSboms(tx, moves.sbom);
  await moveVex(tx, moves.vex);
  if (moves.sbom.length > 0) await chooseNewestSboms(tx, touched);
  for (const ref of touched) {
    if (moves.vex.length > 0) await keepNewestVex(tx, ref);
    if (moves.sbom.length + moves.vex.length > 0) {
      await resolveBomRefs(tx, ref);
      await touchVulnerable(tx, ref);
    }
  }
  // A rebuild never touches records: they are where the last claim put them.
  if (!(await isRebuild(tx))) await moveRecords(tx, targetKeys);
  await touchScans(tx, targetKeys);
  await settle(tx, rules);
  await recountEntities(tx, touched);
  return { entities: touched, targetKeys };
}
