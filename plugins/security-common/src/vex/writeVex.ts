import { productRef } from './productRef';
import { VexAnalysis, VexSubject } from './vexAnalysis';

/** About the document itself. */
export interface VexDocumentAbout {
  /** Unique: a URI, or a UUID for CycloneDX. */
  id: string;
  author: string;
  /** ISO 8601. */
  at: string;
  /** What the document is about. */
  product: { name: string; version: string | null; purl: string | null };
  /** Of the publisher, for CSAF. */
  namespace: string;
}

const cycloneStates = {
  affected: 'exploitable',
  not_affected: 'not_affected',
  fixed: 'resolved',
  under_investigation: 'in_triage',
  false_positive: 'false_positive',
} as const;

/** The five reasons of OpenVEX and CSAF in CycloneDX's words, and back. */
const toCyclone: Readonly<Record<string, string>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'code_not_reachable',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};
const fromCyclone: Readonly<Record<string, string>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
};

const spoken = (word: string | null, table: Readonly<Record<string, string>>) =>
  word !== null && Object.hasOwn(table, word) ? table[word] : undefined;

const isFive = (word: string) => Object.hasOwn(toCyclone, word);

const distinct = (analyses: readonly VexAnalysis[]): VexSubject[] => [
  ...new Map(
    analyses.map(({ subject }) => [productRef(subject), subject]),
  ).values(),
];

/** CycloneDX 1.6: accepted risk is `exploitable` with `will_not_fix`. */
export const writeCycloneDxVex = (
  analyses: readonly VexAnalysis[],
  about: VexDocumentAbout,
) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX' as const,
  specVersion: '1.6' as const,
  serialNumber: `urn:uuid:${about.id}`,
  version: 1,
  metadata: {
    timestamp: about.at,
    authors: [{ name: about.author }],
    component: {
      type: 'application' as const,
      'bom-ref': about.product.purl ?? about.product.name,
      name: about.product.name,
      ...(about.product.version ? { version: about.product.version } : {}),
      ...(about.product.purl ? { purl: about.product.purl } : {}),
    },
  },
  components: distinct(analyses).map(subject => ({
    type: 'library' as const,
    'bom-ref': productRef(subject),
    name: subject.name,
    ...(subject.version ? { version: subject.version } : {}),
    ...(subject.purl ? { purl: subject.purl } : {}),
  })),
  vulnerabilities: analyses.map(analysis => {
    const { subject, justification } = analysis;
    const word =
      justification && isFive(justification)
        ? spoken(justification, toCyclone)
        : justification;
    const detail = analysis.impact ?? analysis.action;
    return {
      id: subject.vulnerabilityId,
      ...(subject.aliases.length > 0
        ? { references: subject.aliases.map(id => ({ id, source: {} })) }
        : {}),
      affects: [{ ref: productRef(subject) }],
      analysis: {
        state: cycloneStates[analysis.status],
        ...(word ? { justification: word } : {}),
        ...(analysis.response.length > 0
          ? { response: analysis.response }
          : {}),
        ...(detail ? { detail } : {}),
      },
    };
  }),
});

/** OpenVEX and CSAF know no false positive: the product is not affected. */
const fourStatuses = {
  affected: 'affected',
  not_affected: 'not_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
  false_positive: 'not_affected',
} as const;

const fiveReason = (word: string | null) =>
  word !== null && isFive(word) ? word : spoken(word, fromCyclone);

/** OpenVEX 0.2.0: `not_affected` says why, `affected` says what is done. */
export const writeOpenVex = (
  analyses: readonly VexAnalysis[],
  about: VexDocumentAbout,
) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0' as const,
  '@id': `${about.namespace}/vex/${about.id}`,
  author: about.author,
  timestamp: about.at,
  version: 1,
  statements: analyses.map(analysis => {
    const { subject, action } = analysis;
    const status = fourStatuses[analysis.status];
    const justification = fiveReason(analysis.justification);
    const product = about.product.purl ?? about.product.name;
    return {
      vulnerability: {
        name: subject.vulnerabilityId,
        ...(subject.aliases.length > 0
          ? { aliases: [...subject.aliases] }
          : {}),
      },
      products: [
        {
          '@id': product,
          subcomponents: [
            {
              '@id': productRef(subject),
              ...(subject.purl ? { identifiers: { purl: subject.purl } } : {}),
            },
          ],
        },
      ],
      status,
      ...(status === 'not_affected' && justification ? { justification } : {}),
      ...(status === 'not_affected'
        ? { impact_statement: analysis.impact ?? 'Judged not to be affected.' }
        : {}),
      ...(status === 'affected'
        ? { action_statement: action ?? 'No version repairs it yet.' }
        : {}),
    };
  }),
});
