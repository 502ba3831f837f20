import fc from 'fast-check';
import { classifyLicence } from './classifyLicence';
import { decideLicence } from './decideLicence';

const lists = {
  allow: ['MIT', 'Apache-2.0', 'BSD-3-Clause'],
  deny: ['GPL-3.0-or-later', 'AGPL-*'],
  review: ['MPL-2.0'],
};

describe('licences as written', () => {
  it.each([
    ['UNLICENSED', 'proprietary'],
    ['MIT*', 'guessed'],
    ['(Apache-2.0*)', 'guessed'],
    ['SEE LICENSE IN LICENSE.txt', 'own_text'],
    ['Custom: https://licence.example/', 'own_text'],
    ['', 'unknown'],
    ['UNKNOWN', 'unknown'],
    ['NOASSERTION', 'unknown'],
    ['Apache License 2.0', 'not_spdx'],
    ['Unlicense', 'expression'],
    ['(MIT OR Apache-2.0)', 'expression'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'expression'],
    ['LicenseRef-acme', 'expression'],
  ])('%s is %s', (written, form) => {
    expect(classifyLicence(written).form).toBe(form);
  });

  it('are never an error', () => {
    fc.assert(
      fc.property(fc.string(), written => {
        expect(decideLicence([written], lists).reason).not.toBe('');
      }),
    );
  });
});

describe('lists', () => {
  it.each([
    ['MIT', 'allow'],
    ['MIT OR GPL-3.0-only', 'allow'],
    ['MIT AND GPL-3.0-only', 'deny'],
    ['MIT AND MPL-2.0', 'review'],
    ['MPL-2.0 OR GPL-3.0-only', 'review'],
    ['GPL-3.0-only', 'deny'],
    ['GPL-3.0', 'deny'],
    ['AGPL-3.0-only', 'deny'],
    ['GPL-3.0-only WITH Classpath-exception-2.0', 'review'],
    ['GPL-2.0-only', 'review'],
    ['ISC', 'review'],
    ['UNLICENSED', 'review'],
    ['MIT*', 'review'],
    ['SEE LICENSE IN x', 'review'],
    ['UNKNOWN', 'unknown'],
    ['(MIT OR (Apache-2.0 AND AGPL-3.0-or-later))', 'allow'],
  ])('say of %s: %s', (written, decision) => {
    expect(decideLicence([written], lists).decision).toBe(decision);
  });

  it('never take the proprietary for the public domain', () => {
    const open = { allow: ['Unlicense'], deny: [], review: [] };
    expect(decideLicence(['UNLICENSED'], open).decision).toBe('review');
    expect(decideLicence(['Unlicense'], open).decision).toBe('allow');
    expect(
      decideLicence(['UNLICENSED'], { ...open, allow: ['UNLICENSED'] })
        .decision,
    ).toBe('allow');
  });

  it('take several declarations together', () => {
    expect(decideLicence(['MIT', 'GPL-3.0-only'], lists).decision).toBe('deny');
    expect(decideLicence([], lists).decision).toBe('unknown');
  });

  it('without an allow list allow what is not denied', () => {
    const open = { ...lists, allow: [] };
    expect(decideLicence(['ISC'], open).decision).toBe('allow');
    expect(decideLicence(['AGPL-3.0-only'], open).decision).toBe('deny');
  });
});
