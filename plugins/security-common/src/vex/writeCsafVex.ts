import { productRef } from './productRef';
import { VexAnalysis, VexSubject } from './vexAnalysis';
import { VexDocumentAbout } from './writeVex';

const lists = {
  affected: 'known_affected',
  not_affected: 'known_not_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
  false_positive: 'known_not_affected',
} as const;

/** Reasons that CSAF has a flag for. */
const flags = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
];

/** The name, else the alias, that has the form CSAF asks for. */
const cveOf = ({ vulnerabilityId, aliases }: VexSubject) =>
  [vulnerabilityId, ...aliases].find(id => /^CVE-\d{4}-\d{4,}$/.test(id));

function vulnerabilityOf(
  id: string,
  analyses: readonly VexAnalysis[],
  idOf: (subject: VexSubject) => string,
) {
  const status: Partial<Record<(typeof lists)[keyof typeof lists], string[]>> =
    {};
  for (const { status: word, subject } of analyses) {
    (status[lists[word]] ??= []).push(idOf(subject));
  }
  const threats = analyses.flatMap(({ status: word, impact, subject }) =>
    lists[word] === 'known_not_affected'
      ? [
          {
            category: 'impact',
            details: impact ?? 'Judged not to be affected.',
            product_ids: [idOf(subject)],
          },
        ]
      : [],
  );
  const remediations = analyses.flatMap(analysis =>
    analysis.status === 'affected'
      ? [
          {
            category: (() => {
              if (analysis.response.includes('will_not_fix')) {
                return 'no_fix_planned';
              }
              return analysis.response.includes('update')
                ? 'vendor_fix'
                : 'none_available';
            })(),
            details: analysis.action ?? 'No version repairs it yet.',
            product_ids: [idOf(analysis.subject)],
          },
        ]
      : [],
  );
  const reasons = analyses.flatMap(({ status: word, justification, subject }) =>
    word === 'not_affected' && justification && flags.includes(justification)
      ? [{ label: justification, product_ids: [idOf(subject)] }]
      : [],
  );
  const [first] = analyses;
  const cve = first && cveOf(first.subject);
  return {
    ...(cve ? { cve } : {}),
    ids: [{ system_name: 'Quarterdeck', text: id }],
    product_status: status,
    ...(reasons.length > 0 ? { flags: reasons } : {}),
    ...(threats.length > 0 ? { threats } : {}),
    ...(remediations.length > 0 ? { remediations } : {}),
  };
}

/** CSAF 2.0, profile VEX. An accepted risk is `known_affected` with `no_fix_planned`. */
export function writeCsafVex(
  analyses: readonly VexAnalysis[],
  about: VexDocumentAbout,
) {
  const subjects = [
    ...new Map(analyses.map(({ subject }) => [productRef(subject), subject])),
  ];
  const ids = new Map(subjects.map(([ref], index) => [ref, `P${index + 1}`]));
  const idOf = (subject: VexSubject) => ids.get(productRef(subject)) ?? 'P0';
  const byVulnerability = new Map<string, VexAnalysis[]>();
  for (const analysis of analyses) {
    const id = analysis.subject.vulnerabilityId;
    const others = byVulnerability.get(id);
    if (others) others.push(analysis);
    else byVulnerability.set(id, [analysis]);
  }
  return {
    document: {
      category: 'csaf_vex' as const,
      csaf_version: '2.0' as const,
      title: `Vulnerabilities of ${about.product.name}`,
      publisher: {
        category: 'vendor' as const,
        name: about.author,
        namespace: about.namespace,
      },
      tracking: {
        id: about.id,
        status: 'final' as const,
        version: '1',
        initial_release_date: about.at,
        current_release_date: about.at,
        revision_history: [
          { date: about.at, number: '1', summary: 'Written from the portal.' },
        ],
      },
    },
    product_tree: {
      full_product_names: subjects.map(([, subject]) => ({
        product_id: idOf(subject),
        name: [subject.name, subject.version].filter(Boolean).join(' '),
        ...(subject.purl
          ? { product_identification_helper: { purl: subject.purl } }
          : {}),
      })),
    },
    vulnerabilities: [...byVulnerability].map(([id, list]) =>
      vulnerabilityOf(id, list, idOf),
    ),
  };
}
