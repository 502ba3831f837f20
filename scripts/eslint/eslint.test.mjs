import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
const { mayImport } = require('./mayImport.cjs');
const { Linter } = require('eslint');
const plugin = require('./index.cjs');

const q = name =>
  /^(app|backend)$/.test(name) ? name : `@quarterdeck/${name}`;

for (const [from, to] of [
  ['plugin-pipelines', 'plugin-pipelines-common'],
  ['plugin-pipelines', 'plugin-portal-react'],
  ['plugin-pipelines-backend', 'plugin-ingest-node'],
  ['plugin-pipelines-backend', 'plugin-ingest-common'],
  ['plugin-pipelines-backend', 'plugin-portal-node'],
  ['plugin-ingest-backend-module-ci', 'plugin-ingest-node'],
  ['plugin-ingest-node', 'plugin-ingest-common'],
  ['plugin-pipelines-common', 'plugin-portal-common'],
  ['event-log', 'plugin-ingest-node'],
  ['backend', 'event-log'],
  ['backend', 'plugin-ingest-backend-module-ci'],
  ['app', 'plugin-pipelines'],
  ['plugin-pipelines-backend', 'zod'],
]) {
  test(`lets ${from} import ${to}`, () => {
    assert.equal(mayImport(q(from), to === 'zod' ? to : q(to)), true);
  });
}

for (const [from, to] of [
  ['plugin-pipelines', 'plugin-ingest-common'],
  ['plugin-pipelines', 'plugin-pipelines-backend'],
  ['plugin-pipelines-backend', 'plugin-dora-common'],
  ['plugin-pipelines-backend', 'plugin-ingest-backend'],
  ['plugin-pipelines-backend', 'event-log'],
  ['plugin-pipelines-common', 'plugin-ingest-common'],
  ['plugin-ingest-backend-module-ci', 'plugin-portal-node'],
  ['plugin-portal-common', 'plugin-portal-node'],
  ['plugin-portal-react', 'plugin-pipelines-common'],
  ['demo', 'plugin-ingest-backend'],
  ['app', 'event-log'],
]) {
  test(`refuses that ${from} imports ${to}`, () => {
    assert.equal(mayImport(q(from), q(to)), false);
  });
}

test('lets tests use the log itself', () => {
  const [from, to] = [q('plugin-pipelines-backend'), q('event-log')];
  assert.equal(mayImport(from, to, { inTest: true }), true);
});

function messages(rule, code, file) {
  const linter = new Linter();
  linter.defineRule(`quarterdeck/${rule}`, plugin.rules[rule]);
  return linter
    .verify(
      code,
      {
        parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
        rules: { [`quarterdeck/${rule}`]: 'error' },
      },
      { filename: path.join(repoRoot, file) },
    )
    .map(({ message }) => message);
}

test('sees every form of import, sub-paths too', () => {
  const file = 'plugins/pipelines/src/plugin.tsx';
  const bad = '@quarterdeck/plugin-ingest-common/events';
  for (const code of [
    `import '${bad}';`,
    `export * from '${bad}';`,
    `export { a } from '${bad}';`,
    `import('${bad}');`,
    `require('${bad}');`,
  ]) {
    const [message] = messages('arrows', code, file);
    assert.match(
      message ?? 'no message',
      /plugin-pipelines may not import @quarterdeck\/plugin-ingest-common/,
      code,
    );
  }
  assert.deepEqual(messages('arrows', `import 'react';`, file), []);
});

test('refuses a colour written out, outside of the theme only', () => {
  const page = 'plugins/pipelines/src/pages/RunPage.tsx';
  for (const code of [
    `const a = '#1A2b3c';`,
    'const a = `border: 1px solid; color: #fff`;',
  ]) {
    assert.equal(messages('no-hex-colours', code, page).length, 1, code);
    assert.deepEqual(
      messages('no-hex-colours', code, 'packages/app/src/theme/light.ts'),
      [],
    );
  }
  assert.deepEqual(
    messages('no-hex-colours', `const a = 'PR #123';`, page),
    [],
  );
});
