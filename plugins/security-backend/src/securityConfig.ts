import { z } from 'zod';
import { Config } from '@backstage/config';
import {
  defaultHold,
  defaultSla,
  severities,
  Severity,
  defaultRiskWeights,
  riskScore,
  SeverityCounts,
  slaDaysOf,
  SlaSettings,
} from '@quarterdeck/plugin-security-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { SettleRules, SlaDays } from './database/settle/settleStates';
import { ImportSettings } from './service/import/importPart';

const daysSchema = z.partialRecord(z.enum(severities), z.number().positive());
const configSchema = z.object({
  sla: z
    .object({
      days: daysSchema.default(defaultSla.days),
      tiers: z.record(z.string(), daysSchema).default({}),
      restartOnReopen: z.boolean().default(false),
      restartOnExpiry: z.boolean().default(false),
    })
    .prefault({}),
  imports: z
    .object({
      reactivate: z.boolean().default(true),
      holdShare: z.number().min(0).max(1).default(defaultHold.share),
      holdAtLeast: z.number().int().min(1).default(defaultHold.atLeast),
      defaultBranches: z.array(z.string()).default(['main', 'master', 'trunk']),
    })
    .prefault({}),
  riskWeights: z
    .partialRecord(z.enum(severities), z.number().min(0))
    .default({}),
  vex: z
    .object({
      publisher: z.string().min(1).default('Quarterdeck'),
      namespace: z.url().optional(),
    })
    .prefault({}),
  freshForDays: z.number().positive().default(7),
  gateWaitSeconds: z.number().min(0).max(60).default(5),
});

/** How this area was configured. */
export interface SecurityConfig {
  rules: SettleRules;
  settings: ImportSettings;
  isDefault: (branch: string) => boolean;
  freshForSeconds: number;
  catchUpMs: number;
  slaDays: (entityRef: string | null, severity: Severity) => number | null;
  riskScore: (open: SeverityCounts) => number;
  /** Who signs exported VEX documents. */
  publisher: { name: string; namespace: string };
}

/** Annotation that says how much an entity matters: `critical`, `high`, … */
export const tierAnnotation = 'quarterdeck.io/tier';

/** Reads `security`; what is wrong is named. */
export function readSecurityConfig(
  config: Config,
  index: Pick<EntityIndex, 'get'>,
): SecurityConfig {
  const parsed = configSchema.safeParse(config.getOptional('security') ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`security.${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { sla, imports, vex, freshForDays, gateWaitSeconds } = parsed.data;
  const weights = { ...defaultRiskWeights, ...parsed.data.riskWeights };
  const settings: SlaSettings = {
    ...defaultSla,
    days: sla.days,
    tiers: sla.tiers,
    restartOnReopen: sla.restartOnReopen,
    restartOnExpiry: sla.restartOnExpiry,
  };
  const tierOf = (entityRef: string) =>
    index.get(entityRef)?.annotations[tierAnnotation]?.toLowerCase() ?? '';
  // An unknown tier has the days of no tier.
  const known = (tier: string) => (Object.hasOwn(sla.tiers, tier) ? tier : '');
  const slaDays: SlaDays[] = ['', ...Object.keys(sla.tiers)].flatMap(tier =>
    severities.flatMap(severity => {
      const days = slaDaysOf(severity, tier || undefined, settings);
      return days === null ? [] : [{ tier, severity, days }];
    }),
  );
  return {
    rules: {
      slaDays,
      restartOnReopen: sla.restartOnReopen,
      restartOnExpiry: sla.restartOnExpiry,
      tierOf: ref => known(tierOf(ref)),
    },
    settings: {
      reactivate: imports.reactivate,
      hold: { share: imports.holdShare, atLeast: imports.holdAtLeast },
    },
    isDefault: branch => imports.defaultBranches.includes(branch),
    freshForSeconds: freshForDays * 86_400,
    catchUpMs: gateWaitSeconds * 1000,
    riskScore: open => riskScore(open, weights),
    slaDays: (entityRef, severity) =>
      slaDaysOf(severity, entityRef ? tierOf(entityRef) : undefined, settings),
    publisher: {
      name: vex.publisher,
      namespace:
        vex.namespace ??
        config.getOptionalString('app.baseUrl') ??
        'https://quarterdeck.example',
    },
  };
}
