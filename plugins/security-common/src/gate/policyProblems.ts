import { classifyLicence } from '../licences/classifyLicence';
import { GateException, GatePolicy } from './gatePolicy';

/** What is wrong with a policy, and where in it. */
export interface PolicyProblem {
  /** JSON pointer within the policy. */
  path: string;
  message: string;
}

const subjects: readonly (keyof GateException)[] = [
  'finding',
  'vulnerability',
  'rule',
  'tool',
  'package',
  'path',
  'licence',
];

const licenceLists = ['allow', 'deny', 'review'] as const;

function licenceProblems({ licences }: GatePolicy): PolicyProblem[] {
  const placed = new Map<string, string>();
  return licenceLists.flatMap(list =>
    (licences?.[list] ?? []).flatMap((text, at): PolicyProblem[] => {
      const path = `/licences/${list}/${at}`;
      const read = classifyLicence(text);
      if (read.form === 'expression' && 'conjunction' in read.tree) {
        return [
          { path, message: 'is an expression; name each licence by itself' },
        ];
      }
      const known = placed.get(text.toLowerCase());
      placed.set(text.toLowerCase(), list);
      return known
        ? [{ path, message: `"${text}" stands in ${known} already` }]
        : [];
    }),
  );
}

/**
 * What no reading of a policy could mean, beyond the form of its fields. Words that
 * are no SPDX id may stand on a list: a team may mean the very words of a package.
 */
export function policyProblems(policy: GatePolicy): PolicyProblem[] {
  const kinds = policy.required.map(({ kind }) => kind);
  return [
    ...kinds.flatMap((kind, at): PolicyProblem[] =>
      kinds.indexOf(kind) < at
        ? [
            {
              path: `/required/${at}/kind`,
              message: `"${kind}" is required twice`,
            },
          ]
        : [],
    ),
    ...licenceProblems(policy),
    ...policy.exceptions.flatMap((exception, at): PolicyProblem[] =>
      subjects.every(name => exception[name] === undefined)
        ? [
            {
              path: `/exceptions/${at}`,
              message: `names nothing to excuse; one of ${subjects.join(
                ', ',
              )} is needed`,
            },
          ]
        : [],
    ),
  ];
}
