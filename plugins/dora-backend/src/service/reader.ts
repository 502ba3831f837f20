import { PolicyDecision } from '@backstage/plugin-permission-common';
import { ConsumerLag } from '@quarterdeck/plugin-ingest-node';
import { AnswerMeta } from '@quarterdeck/plugin-portal-common';
import {
  EntityIndex,
  EntitySet,
  everyEntity,
  intersection,
  onlyEntities,
  readFreshness,
} from '@quarterdeck/plugin-portal-node';
import { Knex } from 'knex';
import { listServices, ServiceRow } from '../database/serviceRows';
import { partMemory, PartMemory } from './keptParts';
import { Memory } from './memory';
import { OwnFigures } from './middleOfServices';
import { FiguresRead } from './readFigures';
import { DotsRead } from './scatterQuestion';
import { SaidBenchmarks } from './saidBenchmarks';
import { SettingsReader } from './settings';

/** Behind by more than this, an answer is called stale. */
const staleAfterSeconds = 30;

/** What every question of the API is answered with. */
export interface Reader {
  knex: Knex;
  index: EntityIndex;
  settings: SettingsReader;
  /** What people set scopes to be held against. */
  said: SaidBenchmarks;
  visible: (decision: PolicyDecision) => EntitySet;
  now: () => Date;
  figures: Memory<FiguresRead>;
  middles: Memory<OwnFigures>;
  dots: Memory<DotsRead>;
  parts: PartMemory;
  /** How far the tables are behind the log. */
  lag: () => Promise<ConsumerLag>;
}

/** What a reader keeps of what it has read. */
export const readerMemory = (): Pick<
  Reader,
  'figures' | 'middles' | 'dots' | 'parts'
> => ({
  // A year by weeks is some 20 kB.
  figures: new Memory(1500),
  middles: new Memory(20_000),
  // Some 240 dots are 40 kB.
  dots: new Memory(200),
  parts: partMemory(),
});

/** Who asks about whom. */
export interface Asked {
  decision: PolicyDecision;
  scope?: string;
  entity?: readonly string[];
}

/** The services a question is about. */
export interface AskedServices {
  services: readonly ServiceRow[];
  /** In the scope, and not visible to the caller. */
  hidden: number;
  /** Every service there is: sums of all may be read. */
  everything: boolean;
  numbers: readonly number[];
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** Services in the scope and the filter, whoever asks. */
export function scopeEntities(
  reader: Pick<Reader, 'index'>,
  asked: Pick<Asked, 'scope' | 'entity'>,
): EntitySet {
  const sets: EntitySet[] = [everyEntity];
  if (asked.scope) sets.push(onlyEntities(reader.index.inScope(asked.scope)));
  if (asked.entity?.length) sets.push(onlyEntities(asked.entity.map(lower)));
  return intersection(...sets);
}

const isEverything = (set: EntitySet) =>
  set.kind === 'except' && set.refs.length === 0;

/** The services a caller may see of those asked for. */
export async function askedServices(
  reader: Reader,
  asked: Asked,
): Promise<AskedServices> {
  const wanted = scopeEntities(reader, asked);
  const visible = reader.visible(asked.decision);
  const services = await listServices(
    reader.knex,
    intersection(wanted, visible),
  );
  const all = isEverything(visible)
    ? services
    : await listServices(reader.knex, wanted);
  return {
    services,
    hidden: all.length - services.length,
    everything: isEverything(wanted) && isEverything(visible),
    numbers: services.map(({ no }) => no),
  };
}

/** How fresh the tables are, and whether the caller sees all of them. */
export async function answerMeta(
  reader: Reader,
  decision: PolicyDecision,
): Promise<AnswerMeta> {
  const [last, lag] = await Promise.all([
    readFreshness(reader.knex),
    reader.lag(),
  ]);
  return {
    asOf: reader.now().toISOString(),
    lastEventAt: last?.lastRecordedAt.toISOString() ?? null,
    lagSeconds: lag.seconds,
    stale: lag.stopped || lag.seconds > staleAfterSeconds,
    visibility: isEverything(reader.visible(decision)) ? 'all' : 'own',
  };
}
