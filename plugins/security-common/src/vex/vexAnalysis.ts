import { FindingState, Suppressor, VexStatus } from '../words/findingWords';

/** A finding that is told to others. */
export interface VexSubject {
  vulnerabilityId: string;
  aliases: readonly string[];
  /** Package URL with version; null: the product itself. */
  purl: string | null;
  name: string;
  version: string | null;
  state: FindingState;
  suppressedBy: Suppressor | null;
  /** What a person said, or the acceptance: it becomes the detail. */
  reason: string | null;
  /** When an accepted risk ends, ISO 8601. */
  acceptedUntil: string | null;
  fixedVersions: readonly string[];
  /** The statement that suppressed it, where it was VEX. */
  vex: {
    status: VexStatus;
    justification: string | null;
    impact: string | null;
  } | null;
}

/** What the portal says of a finding, in the words of no format. */
export interface VexAnalysis {
  subject: VexSubject;
  status: VexStatus;
  justification: string | null;
  /** Why it is not affected. */
  impact: string | null;
  /** What is done about it. */
  action: string | null;
  /** CycloneDX's words. */
  response: ('will_not_fix' | 'update')[];
}

/**
 * What to tell others of a finding; undefined: nothing that VEX has words for. An
 * accepted risk is a product that *is* affected and will not be fixed: who accepted
 * it did so for themselves, and not for those who read the document.
 */
export function vexAnalysis(subject: VexSubject): VexAnalysis | undefined {
  const { state, vex, fixedVersions, reason } = subject;
  const update = fixedVersions.length > 0;
  const affected: VexAnalysis = {
    subject,
    status: 'affected',
    justification: null,
    impact: null,
    action: update
      ? `Update to ${fixedVersions.join(' or ')}.`
      : 'No version repairs it yet.',
    response: update ? ['update'] : [],
  };
  switch (state) {
    case 'fixed':
      return { ...affected, status: 'fixed', action: null, response: [] };
    case 'false_positive':
      return {
        ...affected,
        status: 'false_positive',
        impact: reason || 'The report is wrong.',
        action: null,
        response: [],
      };
    // Out of somebody's scope is no word about the product.
    case 'out_of_scope':
      return undefined;
    case 'risk_accepted':
      return {
        ...affected,
        action: [
          'The risk was accepted',
          subject.acceptedUntil ? ` until ${subject.acceptedUntil}` : '',
          reason ? `: ${reason}` : '',
          '.',
        ]
          .join('')
          .replace(/\.+$/, '.'),
        response: ['will_not_fix'],
      };
    default:
  }
  if (subject.suppressedBy === 'vex' && vex) {
    return {
      ...affected,
      status: vex.status,
      justification: vex.justification,
      impact: vex.impact,
      action: null,
      response: [],
    };
  }
  // Hidden by a scanner or a comment in code: nobody looked at the product.
  if (subject.suppressedBy || state === 'open') {
    return {
      ...affected,
      status: 'under_investigation',
      action: null,
      response: [],
    };
  }
  return affected;
}
