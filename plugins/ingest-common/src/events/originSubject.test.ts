import { imageSubject, repositorySubject } from './originSubject';
import { subjectKey } from './subject';

const keyOf = (subject: Parameters<typeof subjectKey>[0] | undefined) =>
  subject && subjectKey(subject);

describe('the repository an address names', () => {
  it.each([
    ['https://github.com/acme/shop', 'github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://GitHub.com/acme/shop/', 'github.com/acme/shop'],
    ['https://user:pass@github.com/acme/shop', 'github.com/acme/shop'],
    ['git+https://github.com/acme/shop.git#v1', 'github.com/acme/shop'],
    ['scm:git:https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    [
      'ssh://git@git.acme.example:2222/pay/shop.git',
      'git.acme.example/pay/shop',
    ],
    [
      'https://git.acme.example:8443/pay/shop',
      'git.acme.example:8443/pay/shop',
    ],
    ['github.com/acme/shop', 'github.com/acme/shop'],
    ['https://gitlab.com/acme/deep/shop', 'gitlab.com/acme/deep/shop'],
    [
      'https://gitlab.com/acme/deep/shop/-/tree/main',
      'gitlab.com/acme/deep/shop',
    ],
    ['https://github.com/acme/shop/blob/main/a.ts', 'github.com/acme/shop'],
    [
      'https://dev.azure.com/acme/till/_git/shop',
      'dev.azure.com%2Facme/till/shop',
    ],
  ])('%s is %s', (address, key) => {
    expect(keyOf(repositorySubject(address))).toBe(key);
  });

  it.each([
    '',
    '.',
    '/work/shop',
    'file:///work/shop',
    'shop',
    'acme/shop',
    'C:\\work\\shop',
    'https://github.com',
    'https://github.com/acme',
    'data:text/html,github.com/acme/shop',
    'https://git.example/a b/c',
  ])('%j names none', address => {
    expect(repositorySubject(address)).toBeUndefined();
  });
});

it('is none of what no subject can hold', () => {
  expect(
    repositorySubject(`https://git.example/${'a/'.repeat(600)}`),
  ).toBeUndefined();
  expect(imageSubject('a'.repeat(2000))).toBeUndefined();
});

describe('the image a reference names', () => {
  it.each([
    ['registry.acme.example/pay/shop:1.4.0', 'registry.acme.example/pay/shop'],
    [`ghcr.io/acme/shop@sha256:${'a'.repeat(64)}`, 'ghcr.io/acme/shop'],
    ['registry.acme.example:5000/shop', 'registry.acme.example:5000/shop'],
    ['localhost:5000/shop:1', 'localhost:5000/shop'],
    ['acme/shop:latest', 'docker.io/acme/shop'],
    ['nginx:1.25', 'docker.io/library/nginx'],
    ['docker://acme/shop', 'docker.io/acme/shop'],
  ])('%s is %s', (reference, key) => {
    expect(keyOf(imageSubject(reference))).toBe(key);
  });

  it.each(['', '.', '/work/shop.tar', '../shop', 'a b'])(
    '%j names none',
    reference => {
      expect(imageSubject(reference)).toBeUndefined();
    },
  );
});
