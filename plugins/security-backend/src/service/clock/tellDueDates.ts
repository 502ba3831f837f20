import {
  DueNotice,
  forgetDueNotices,
  takeDueNotices,
} from '../../database/dueNotices';
import { dueSoonDays } from '../findingFilter';
import { ClockDeps } from './clockDeps';
import { notify } from './notify';

const dayMs = 86_400_000;
/** A due date that is no finding's any more is remembered so long. */
const keptDays = 30;

const nameOf = (entityRef: string) =>
  entityRef.slice(entityRef.lastIndexOf('/') + 1);

function titleOf({ kind, findings, entity_ref: ref, ...first }: DueNotice) {
  const is = kind === 'breached' ? 'past due' : 'due soon';
  return findings === 1
    ? `${first.first_title} in ${nameOf(ref)} is ${is}`
    : `${findings} findings in ${nameOf(ref)} are ${is}`;
}

/**
 * Tells whoever is assigned, else the owner of the entity, of findings that are due
 * soon or were due: each finding once for each of its due dates, many in one notice.
 * @returns how many were told.
 */
export async function tellDueDates(deps: ClockDeps): Promise<number> {
  const { knex, index, now } = deps.reader;
  const at = now();
  const notices = await takeDueNotices(knex, {
    now: at,
    soon: new Date(at.getTime() + dueSoonDays * dayMs),
  });
  await forgetDueNotices(knex, new Date(at.getTime() - keptDays * dayMs));
  let told = 0;
  for (const notice of notices) {
    const { kind, entity_ref: entityRef, assignee } = notice;
    const recipient = assignee ?? index.get(entityRef)?.owner;
    // Nobody owns it: the overview shows it, there is nobody to tell.
    if (!recipient) continue;
    told += 1;
    await notify(deps, {
      recipient,
      title: titleOf(notice),
      description: `The first is due ${notice.first_due.toISOString()}: ${
        notice.first_title
      }`,
      link: `/security/findings?entity=${encodeURIComponent(
        entityRef,
      )}&sla=${kind}`,
      severity: kind === 'breached' ? 'high' : 'normal',
      topic: 'security.sla',
      scope: `sla:${kind}:${entityRef}:${assignee ?? ''}:${at
        .toISOString()
        .slice(0, 10)}`,
    });
  }
  return told;
}
