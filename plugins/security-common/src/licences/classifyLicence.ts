import parse from 'spdx-expression-parse';

/** A licence as written, before any list is asked. */
export type LicenceForm =
  | { form: 'expression'; text: string; tree: parse.Info }
  /** It has to be looked at by a person, and why. */
  | {
      form: 'proprietary' | 'guessed' | 'own_text' | 'unknown' | 'not_spdx';
      text: string;
      reason: string;
    };

const forms: readonly [
  RegExp,
  Exclude<LicenceForm['form'], 'expression'>,
  string,
][] = [
  [
    /^\(?(?:UNKNOWN|NONE|NOASSERTION|UNDEFINED)?\)?$/i,
    'unknown',
    'Nobody knows under which licence it stands.',
  ],
  // Not `Unlicense`, which gives everything away.
  [
    /^\(?UNLICENSED\)?$/i,
    'proprietary',
    'The package is proprietary: its owner permits no use.',
  ],
  [
    /\*\s*\)?$/,
    'guessed',
    'The licence was guessed from a text and is declared nowhere.',
  ],
  [
    /^(?:SEE (?:LICEN[CS]E|FILE) IN\b|Custom\s*:|https?:\/\/)/i,
    'own_text',
    'The licence is a text of its own.',
  ],
];

/**
 * What kind of words a declared licence is. Nothing is corrected here: a corrected
 * licence would be somebody's guess before the lists decide on it.
 */
export function classifyLicence(written: string): LicenceForm {
  const text = written.trim().slice(0, 1000);
  for (const [pattern, form, reason] of forms) {
    if (pattern.test(text)) return { form, text, reason };
  }
  try {
    return { form: 'expression', text, tree: parse(text) };
  } catch {
    return {
      form: 'not_spdx',
      text,
      reason: 'It is no expression of the SPDX list.',
    };
  }
}
