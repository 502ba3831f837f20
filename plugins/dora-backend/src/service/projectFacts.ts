import {
  EventType,
  parseSubjectKey,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { LogEvent, ownedEntity } from '@quarterdeck/plugin-ingest-node';
import { positionOrder, Report } from '@quarterdeck/plugin-portal-common';
import { Knex } from 'knex';
import {
  FactKey,
  FactRow,
  FactTable,
  loadFacts,
  upsertFacts,
} from '../database/factRows';
import { loadOwners } from './loadOwners';

/** How a kind of fact is kept. */
export interface FactRule<Facts extends object> {
  table: FactTable;
  /** Whether its rows belong to a service; others are found by their repository or deployment. */
  owned: boolean;
  keyOf: (facts: Facts) => FactKey;
  projectOf: (facts: Facts) => string;
  /** The provider's name of a part of the subject, where it holds several services. */
  partOf?: (facts: Facts) => string | undefined;
  merge: (a: Report<Facts>, b: Report<Facts>) => Report<Facts>;
}

/** A fact before and after a batch. */
export interface ChangedFact<Facts extends object> {
  before: FactRow<Facts> | undefined;
  after: FactRow<Facts>;
}

/** One event as a report of a fact. */
export interface FactEvent<Facts extends object> {
  event: LogEvent<EventType>;
  facts: Facts;
}

/** Entity ref, else the subject's key with the part the provider names. */
export const serviceOf = (
  entityRef: string | null,
  subject: string,
  part: string | undefined,
) => entityRef ?? (part ? `${subject} ${part}` : subject);

const textOf = ({ instance, place, externalId }: FactKey) =>
  JSON.stringify([instance, place, externalId]);

interface Collected<Facts> extends Report<Facts> {
  subject: string;
  entityReported: string | null;
  lastPosition: string;
}

const later = (a: string, b: string) => (positionOrder(a, b) >= 0 ? a : b);

/** JSON keeps nothing that is undefined: so stored and new rows compare. */
const plain = <T>(value: T) => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function collectReports<Facts extends object>(
  rule: FactRule<Facts>,
  events: readonly FactEvent<Facts>[],
) {
  const collected = new Map<string, Collected<Facts>>();
  for (const { event, facts } of events) {
    const key = rule.keyOf(facts);
    const text = textOf(key);
    const known = collected.get(text);
    const report = { facts, position: event.position };
    const subject =
      event.subject ??
      subjectKey({ instance: key.instance, project: rule.projectOf(facts) });
    collected.set(text, {
      ...(known ? rule.merge(known, report) : report),
      subject: known?.subject ?? subject,
      entityReported: event.entityRef ?? known?.entityReported ?? null,
      lastPosition: known
        ? later(known.lastPosition, event.position)
        : event.position,
    });
  }
  return collected;
}

/**
 * Merges what a batch says with what is stored, and writes what changed.
 * @returns what changed, repeats left out.
 */
export async function projectFacts<Facts extends object>(
  tx: Knex,
  rule: FactRule<Facts>,
  events: readonly FactEvent<Facts>[],
): Promise<ChangedFact<Facts>[]> {
  if (events.length === 0) return [];
  const collected = collectReports(rule, events);
  const reports = [...collected.values()];
  const rows = await loadFacts<Facts>(
    tx,
    rule.table,
    reports.map(({ facts }) => rule.keyOf(facts)),
  );
  const stored = new Map(rows.map(row => [textOf(row), row]));
  const ownerOf = await loadOwners(tx, [
    ...reports.map(({ subject }) => subject),
    ...rows.map(({ subject }) => subject),
  ]);
  const changed: ChangedFact<Facts>[] = [];
  for (const [text, report] of collected) {
    const before = stored.get(text);
    // Whose it is goes by the latest report, what it is by the one that counts.
    const position = before
      ? later(before.position, report.lastPosition)
      : report.lastPosition;
    const { facts } = before
      ? rule.merge({ facts: before.facts, position: before.position }, report)
      : report;
    // The smaller name, should two deliveries disagree: order is no matter.
    const subject =
      before && before.subject < report.subject
        ? before.subject
        : report.subject;
    const entityReported =
      report.entityReported ?? before?.entityReported ?? null;
    const entityRef = rule.owned
      ? ownedEntity(ownerOf(subject), { entityReported, position })
      : null;
    const after: FactRow<Facts> = {
      ...rule.keyOf(facts),
      project: parseSubjectKey(subject)?.project ?? rule.projectOf(facts),
      subject,
      service: rule.owned
        ? serviceOf(entityRef, subject, rule.partOf?.(facts))
        : '',
      entityRef,
      entityReported,
      position,
      facts,
    };
    const same =
      before &&
      before.service === after.service &&
      before.entityReported === after.entityReported &&
      plain(before.facts) === plain(after.facts);
    if (!same) changed.push({ before, after });
  }
  await upsertFacts(
    tx,
    rule.table,
    changed.map(({ after }) => after),
  );
  return changed;
}
