import { Config } from '@backstage/config';
import {
  BandTable,
  BenchmarkId,
  benchmarkIds,
  defaultSettings,
  DoraSettings,
  industryBenchmark,
  ownTable,
  settingsSchema,
  Thresholds,
  thresholdsSchema,
  WeekStart,
  weekStartSchema,
} from '@quarterdeck/plugin-dora-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { SaidBenchmarks } from './saidBenchmarks';

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const partSchema = z.object({
  zone: z
    .string()
    .refine(isZone, 'not a time zone, use a name like Europe/Berlin')
    .optional(),
  weekStart: weekStartSchema.optional(),
  benchmark: z.enum(benchmarkIds).optional(),
  industry: z
    .string()
    .refine(key => industryBenchmark(key) !== undefined, 'no such industry')
    .optional(),
  thresholds: thresholdsSchema.optional(),
  settings: settingsSchema
    .partial()
    .extend({
      hotfixRules: settingsSchema.shape.hotfixRules.partial().optional(),
    })
    .optional(),
});

const configSchema = partSchema.extend({
  alerts: z
    .object({
      enabled: z.boolean().default(true),
      /** Weeks in a row that a metric has to lie in another band. */
      confirmWeeks: z.number().int().min(1).max(12).default(2),
    })
    .prefault({}),
  scopes: z
    .array(partSchema.extend({ refs: z.array(z.string().min(1)).min(1) }))
    .default([]),
});

type Part = z.output<typeof partSchema>;

/** How a scope's questions are answered where they do not say it. */
export interface ViewSettings {
  zone: string;
  weekStart: WeekStart;
  benchmark: BenchmarkId;
  industry: string;
  /** null: none are set. */
  own: BandTable | null;
  /** What `own` is made of. */
  thresholds: Thresholds | null;
}

/** The settings of teams. */
export interface SettingsReader {
  /** Rules of a service, by its key. */
  ofService(service: string): DoraSettings;
  ofScope(scope: string | undefined): DoraSettings;
  viewOf(scope: string | undefined): ViewSettings;
  /** The same without what people set for the scope itself. */
  inheritedBy(scope: string | undefined): ViewSettings;
  alerts: { enabled: boolean; confirmWeeks: number };
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

function merged(parts: readonly Part[]): DoraSettings {
  return parts.reduce<DoraSettings>(
    (settings, part) => ({
      ...settings,
      ...part.settings,
      hotfixRules: { ...settings.hotfixRules, ...part.settings?.hotfixRules },
    }),
    defaultSettings,
  );
}

/**
 * Reads `dora` of the configuration. An entry of `scopes` holds for the
 * entities it names and for what belongs to them: the portal's own settings
 * first, then those of the domain, the owner, the system and the entity. What
 * people set on a page counts after the configuration of the same place.
 */
export function readSettings(
  config: Config,
  index: Pick<EntityIndex, 'get'>,
  said: Pick<SaidBenchmarks, 'of'> = { of: () => undefined },
): SettingsReader {
  const parsed = configSchema.parse(config.getOptional('dora') ?? {});
  const named = new Map<string, Part>();
  for (const { refs, ...part } of parsed.scopes) {
    for (const ref of refs) named.set(lower(ref), part);
  }
  /** Portal, domain, owner, system, entity; '' is the portal. */
  const lineOf = (ref: string | undefined): string[] => {
    if (!ref) return [''];
    const entity = index.get(ref);
    const line = [entity?.domain, entity?.owner, entity?.system, lower(ref)];
    return ['', ...line.flatMap(one => (one ? [lower(one)] : []))];
  };
  const configured = (place: string): Part | undefined =>
    place === '' ? parsed : named.get(place);
  const partsOf = (ref: string | undefined): Part[] =>
    ref && named.size > 0
      ? lineOf(ref).flatMap(place => configured(place) ?? [])
      : [parsed];
  const viewBy = (places: readonly string[], own: string | null) => {
    const parts = places.flatMap(place => [
      configured(place) ?? {},
      (place === own ? undefined : said.of(place)) ?? {},
    ]);
    const view = parts.reduce<Part>(
      (known, part) => ({ ...known, ...withoutGaps(part) }),
      {},
    );
    const thresholds = view.thresholds ?? null;
    return {
      zone: view.zone ?? 'UTC',
      weekStart: view.weekStart ?? 1,
      benchmark: view.benchmark ?? 'quick',
      industry: view.industry ?? 'all',
      thresholds,
      own: thresholds && ownTable(thresholds),
    };
  };
  return {
    ofService: service => merged(partsOf(service)),
    ofScope: scope => merged(partsOf(scope)),
    viewOf: scope => viewBy(lineOf(scope), null),
    inheritedBy: scope => viewBy(lineOf(scope), lower(scope ?? '')),
    alerts: parsed.alerts,
  };
}

/** Leaves out what is not set, which must not hide what was. */
function withoutGaps(part: Part): Part {
  return Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined),
  );
}
