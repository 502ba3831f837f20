import { Knex } from 'knex';
import { AnyLogEvent, ownedEntity } from '@quarterdeck/plugin-ingest-node';
import { Change, Gate } from '@quarterdeck/plugin-ingest-common';
import { mergeDatedFacts, Report } from '@quarterdeck/plugin-pipelines-common';
import {
  changeTable,
  FactRow,
  FactTable,
  gateTable,
  loadFacts,
  upsertFacts,
} from '../database/factRows';
import { RunId } from '../database/runRows';
import { collect, Collected } from './collect';
import { mergeStored } from './mergeStored';
import { sameRow } from './sameRow';
import { loadOwners } from './loadOwners';

/** What has a natural key. */
export interface Placed {
  instance: string;
  project: string;
  externalId: string;
}

/** How one kind of fact is merged, and when it is listed. */
export interface FactRule<Facts> {
  table: FactTable<Facts>;
  merge: (a: Report<Facts>, b: Report<Facts>) => Report<Facts>;
  listedAt: (facts: Facts) => string;
}

const changeRule: FactRule<Change> = {
  table: changeTable,
  merge: (a, b) => mergeDatedFacts(a, b, facts => facts.state === 'merged'),
  listedAt: facts => facts.createdAt ?? facts.observedAt,
};

const gateRule: FactRule<Gate> = {
  table: gateTable,
  merge: (a, b) => mergeDatedFacts(a, b, facts => facts.state !== 'pending'),
  listedAt: facts => facts.askedAt ?? facts.decidedAt ?? facts.observedAt,
};

/**
 * Merges what a batch says with what is stored, and writes what changed.
 * @returns the rows that changed.
 */
export async function applyFacts<Facts extends Placed>(
  tx: Knex,
  rule: FactRule<Facts>,
  collected: ReadonlyMap<string, Collected<Facts>>,
  keyOf: (row: Placed) => string,
): Promise<FactRow<Facts>[]> {
  if (collected.size === 0) return [];
  const reports = [...collected.values()];
  const rows = await loadFacts(
    tx,
    rule.table,
    reports.map(report => report.facts),
  );
  const stored = new Map(rows.map(row => [keyOf(row), row]));
  const ownerOf = await loadOwners(
    tx,
    reports.map(report => report.subject),
  );
  const changed: FactRow<Facts>[] = [];
  for (const [key, report] of collected) {
    const before = stored.get(key);
    const merged = mergeStored(before, report, rule.merge);
    const subject = before?.subject ?? report.subject;
    const { facts } = merged;
    const after: FactRow<Facts> = {
      instance: facts.instance,
      project: facts.project,
      externalId: facts.externalId,
      subject,
      entityRef: ownedEntity(ownerOf(subject), merged),
      entityReported: merged.entityReported,
      position: merged.position,
      listedAt: rule.listedAt(facts),
      facts,
    };
    if (!before || !sameRow(before, after)) changed.push(after);
  }
  await upsertFacts(tx, rule.table, changed);
  return changed;
}

const inProject = (row: Placed) =>
  JSON.stringify([row.instance, row.project, row.externalId]);

/**
 * Applies the changes and gates of a batch.
 * @returns the runs whose gates moved.
 */
export async function projectFactTables(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<RunId[]> {
  const changes = new Map<string, Collected<Change>>();
  const gates = new Map<string, Collected<Gate>>();
  for (const event of batch) {
    const { position } = event;
    if (event.type === 'change.v1') {
      const report = { facts: event.data, position };
      collect(changes, inProject(event.data), event, report, changeRule.merge);
    } else if (event.type === 'gate.v1') {
      const report = { facts: event.data, position };
      collect(gates, inProject(event.data), event, report, gateRule.merge);
    }
  }
  await applyFacts(tx, changeRule, changes, inProject);
  const moved = await applyFacts(tx, gateRule, gates, inProject);
  return moved.flatMap(({ facts }) =>
    facts.runExternalId
      ? [{ instance: facts.instance, externalId: facts.runExternalId }]
      : [],
  );
}
