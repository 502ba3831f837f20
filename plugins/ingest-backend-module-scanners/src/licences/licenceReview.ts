/** Why a licence as written needs a person to look at it. */
export interface LicenceReview {
  rule: string;
  reason: string;
}

const reviews: readonly [RegExp, LicenceReview][] = [
  [
    /\*\s*\)?$/,
    {
      rule: 'guessed',
      reason: 'The licence was guessed from a text and is declared nowhere.',
    },
  ],
  [
    /^\(?UNLICENSED\)?$/i,
    {
      rule: 'unlicensed',
      reason: 'The package is proprietary: its owner permits no use.',
    },
  ],
  [
    /^(?:UNKNOWN|NONE|NOASSERTION|UNDEFINED)?$/i,
    { rule: 'unknown', reason: 'Nobody knows under which licence it stands.' },
  ],
  [
    /^SEE (?:LICEN[CS]E|FILE) IN\b/i,
    { rule: 'own-text', reason: 'The licence is a text of its own.' },
  ],
  [
    /^Custom\s*:/i,
    { rule: 'own-text', reason: 'The licence is a text of its own.' },
  ],
  [
    /^(?:https?:\/\/|Public Domain$)/i,
    { rule: 'own-text', reason: 'The licence is no licence of the SPDX list.' },
  ],
];

/**
 * Whether a licence as written can be decided on by lists: `undefined` if so.
 * Nothing is corrected here: `UNLICENSED` is not `Unlicense`.
 */
export function licenceReview(licence: string): LicenceReview | undefined {
  const text = licence.trim().slice(0, 1000);
  return reviews.find(([form]) => form.test(text))?.[1];
}
