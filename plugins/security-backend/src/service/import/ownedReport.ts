import { Knex } from 'knex';
import { parseSubjectKey, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { SettleRules } from '../../database/settle/settleStates';
import { ownersOf } from '../deployments/ownersOf';
import { moveSubjects } from '../subjects/moveSubjects';
import { unclaimedRef } from '../subjects/unclaimedRef';
import { ReportEvent } from './scanTarget';

/** A report with who it belongs to now. */
export type OwnedReport = ReportEvent & {
  entityRef: string;
  /** What the door said; null: nothing. */
  entityReported: string | null;
  /**
   * What keys and identities are made of: the sender where it has a name, so that
   * they stay when it is claimed, else the entity that the report itself names.
   */
  home: string;
};

const projectOf = (subject: string) => {
  const parsed = parseSubjectKey(subject);
  if (!parsed) return subject;
  const { instance, project } = parsed;
  return subjectKey({ instance, project });
};

/** Finds out who a report belongs to; what its sender sent before goes there too. */
export async function ownedReport(
  tx: Knex,
  event: ReportEvent,
  rules: SettleRules,
): Promise<OwnedReport> {
  const entityReported = event.entityRef ?? null;
  const { subject } = event;
  if (subject === undefined) {
    const entityRef = entityReported ?? unclaimedRef('unknown');
    return { ...event, entityRef, entityReported, home: entityRef };
  }
  const told = { subject, entityReported, position: event.position };
  const [owner] = await ownersOf(tx, [told]);
  await moveSubjects(tx, [projectOf(subject)], rules, told);
  return {
    ...event,
    entityRef: owner?.entityRef ?? unclaimedRef(subject),
    entityReported,
    home: `subject:${subject}`,
  };
}
