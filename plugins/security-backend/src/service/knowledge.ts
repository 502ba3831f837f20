import { Knowledge } from '@quarterdeck/plugin-security-common';
import { EntitySet, holds } from '@quarterdeck/plugin-portal-node';
import { loadScanAges, ScanAge } from '../database/scanAges';
import { Reader } from './reader';

type State = Knowledge['state'];

/** What is known of one entity's scans. */
export function knowledgeOf(
  age: ScanAge | undefined,
  options: { now: Date; freshForSeconds: number },
): State {
  if (!age) return 'never_scanned';
  if (age.incomplete) return 'incomplete';
  if (!age.complete_at) return 'incomplete';
  const seconds = (options.now.getTime() - age.complete_at.getTime()) / 1000;
  return seconds > options.freshForSeconds ? 'stale' : 'fresh';
}

/** Entities a scan is expected of. */
export function scannable(reader: Reader, asked: EntitySet): string[] {
  return reader.index
    .refs()
    .filter(ref => ref.startsWith('component:') && holds(asked, ref));
}

/** How much of what an answer speaks of was scanned at all, and how lately. */
export async function answerKnowledge(
  reader: Reader,
  asked: EntitySet,
): Promise<Knowledge> {
  const ages = await reader.kept.answerByEntity(
    { key: ['ages', asked], entities: asked },
    only => loadScanAges(reader.knex, asked, only),
  );
  const refs = new Set([...scannable(reader, asked), ...ages.keys()]);
  const options = {
    now: reader.now(),
    freshForSeconds: reader.freshForSeconds,
  };
  const counts: Record<State, number> = {
    fresh: 0,
    stale: 0,
    incomplete: 0,
    never_scanned: 0,
  };
  for (const ref of refs) counts[knowledgeOf(ages.get(ref), options)] += 1;
  const times = [...ages.values()]
    .flatMap(({ complete_at }) => complete_at ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  const order: State[] = ['incomplete', 'stale', 'never_scanned', 'fresh'];
  const scanned = refs.size - counts.never_scanned;
  return {
    state:
      scanned === 0
        ? 'never_scanned'
        : order.find(state => counts[state] > 0) ?? 'never_scanned',
    entities: refs.size,
    fresh: counts.fresh,
    stale: counts.stale,
    incomplete: counts.incomplete,
    neverScanned: counts.never_scanned,
    newestScanAt: times.at(-1)?.toISOString() ?? null,
    oldestScanAt: times[0]?.toISOString() ?? null,
  };
}
