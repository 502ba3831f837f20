import { refusalOf } from './checkStatement';
import { productFit, VexContext, vulnerabilityFits } from './matchStatement';
import { VexEffect, VexResult, VexStatement, VexTarget } from './vexTypes';

const does: Readonly<Record<VexStatement['status'], VexEffect['does']>> = {
  not_affected: 'suppress',
  false_positive: 'suppress',
  fixed: 'fix',
  affected: 'none',
  under_investigation: 'none',
};

const instant = ({ statedAt }: VexStatement) =>
  statedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(statedAt);

/** What a whole document does. */
export interface VexReport {
  results: VexResult[];
  /** One per finding: of several statements the later counts, on a tie the last. */
  effects: VexEffect[];
}

/**
 * Applies the statements of a document to an entity's findings, and tells of every
 * one what became of it. Nothing is passed over in silence.
 */
export function applyVex(
  statements: readonly VexStatement[],
  findings: readonly VexTarget[],
  options: VexContext & { format: 'cyclonedx' | 'openvex' | 'csaf' },
): VexReport {
  const effects = new Map<string, VexEffect>();
  const results = statements.map((statement): VexResult => {
    const { at } = statement;
    const refusal = refusalOf(statement, options.format);
    if (refusal) {
      return {
        at,
        outcome: 'rejected',
        reason: refusal,
        matchedBy: null,
        findingIds: [],
      };
    }
    const same = findings.filter(finding =>
      vulnerabilityFits(statement, finding, options),
    );
    let matchedBy: VexResult['matchedBy'] = null;
    const findingIds: string[] = [];
    for (const finding of same) {
      const fit = productFit(statement, finding, options);
      if (!fit) continue;
      matchedBy ??= fit;
      findingIds.push(finding.id);
      const before = effects.get(finding.id);
      if (!before || instant(statement) >= instant(before.statement)) {
        effects.set(finding.id, {
          findingId: finding.id,
          status: statement.status,
          does: does[statement.status],
          statement,
        });
      }
    }
    if (findingIds.length === 0) {
      return {
        at,
        outcome: 'unmatched',
        reason:
          same.length === 0
            ? 'No finding of this entity is about the vulnerability.'
            : `The vulnerability was found in ${same.length} places, none of which is this product.`,
        matchedBy: null,
        findingIds,
      };
    }
    return {
      at,
      outcome: 'applied',
      reason: `${statement.nativeStatus}: ${findingIds.length} findings by ${matchedBy}.`,
      matchedBy,
      findingIds,
    };
  });
  return { results, effects: [...effects.values()] };
}
