import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { claimFolder } from './claim.mjs';
import { contentHash } from './contentHash.mjs';
import { DataFolder } from './dataFolder.mjs';
import { explainOutput } from './friendlyError.mjs';
import { credentialsOf, yarnSettings } from './npmSettings.mjs';
import { outsideDatabase } from './outsideDatabase.mjs';

function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-unit-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('reads the token of the registry, and of no other', t => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, '.npmrc');
  process.env.TEST_NPM_TOKEN = 'from-env';
  fs.writeFileSync(
    file,
    [
      '//registry.npmjs.org/:_authToken=public',
      '//npm.example.test/mirror/:_authToken=${TEST_NPM_TOKEN}',
    ].join('\n'),
  );
  const of = registry => credentialsOf(registry, [undefined, file]);
  assert.deepEqual(of('https://npm.example.test/mirror'), {
    authToken: 'from-env',
  });
  assert.deepEqual(of('https://other.example.test/'), {});
});

test('gives Yarn the registry, certificates and proxy of npm', () => {
  const npm = {
    registry: 'http://npm.example.test:4873/',
    cafile: '/etc/ca.pem',
    httpsProxy: 'http://proxy:3128',
    strictSsl: false,
    authToken: 't',
  };
  const env = yarnSettings(npm, {});
  assert.equal(env.YARN_NPM_REGISTRY_SERVER, 'http://npm.example.test:4873');
  assert.equal(env.YARN_UNSAFE_HTTP_WHITELIST, 'npm.example.test');
  assert.equal(env.YARN_HTTPS_PROXY, 'http://proxy:3128');
  assert.equal(env.YARN_ENABLE_STRICT_SSL, 'false');
  assert.equal(env.YARN_NPM_AUTH_TOKEN, 't');
  const given = { YARN_NPM_REGISTRY_SERVER: 'https://own.example.test' };
  assert.equal(yarnSettings(npm, given).YARN_NPM_REGISTRY_SERVER, undefined);
});

test('takes an outside Postgres from DATABASE_URL or POSTGRES_*', () => {
  assert.equal(outsideDatabase({}), undefined);
  assert.deepEqual(
    outsideDatabase({
      DATABASE_URL:
        'postgres://me:p%40ss@db.example.test/portal?sslmode=require',
    }),
    {
      POSTGRES_HOST: 'db.example.test',
      POSTGRES_PORT: '5432',
      POSTGRES_USER: 'me',
      POSTGRES_PASSWORD: 'p@ss',
      POSTGRES_DATABASE: 'portal',
      APP_CONFIG_backend_database_connection_ssl:
        '{"rejectUnauthorized":false}',
    },
  );
  assert.equal(
    outsideDatabase({ POSTGRES_HOST: 'db' })?.POSTGRES_DATABASE,
    'quarterdeck',
  );
  for (const bad of ['mysql://a/b', 'nonsense', 'postgres://host/']) {
    assert.throws(
      () => outsideDatabase({ DATABASE_URL: bad }),
      /write it as postgres:\/\//,
    );
  }
});

test('says what to do about a full disk, a registry and a login', () => {
  const cases = [
    ['write failed: ENOSPC', /disk is full/],
    ['could not extend file: No space left on device', /disk is full/],
    ['getaddrinfo ENOTFOUND registry.npmjs.org', /cannot be reached/],
    ['npm error code E401', /npm login/],
  ];
  for (const [output, sentence] of cases) {
    assert.match(explainOutput(output) ?? '', sentence);
  }
  assert.equal(explainOutput('TypeError: x is not a function'), undefined);
});

test('keeps its secrets, for nobody else to read', t => {
  const folder = temporaryFolder(t);
  const secret = new DataFolder(folder).secret('ingest-body.key');
  assert.equal(Buffer.from(secret, 'base64').length, 32);
  assert.equal(new DataFolder(folder).secret('ingest-body.key'), secret);
  const { mode } = fs.statSync(path.join(folder, 'ingest-body.key'));
  assert.equal(mode & 0o777, 0o600);
});

test('refuses a second portal on the same data, not after the first', async t => {
  const folder = temporaryFolder(t);
  const release = await claimFolder(folder, 'http://localhost:7007');
  await assert.rejects(
    claimFolder(folder, 'http://localhost:7008'),
    /already runs with this data on http:\/\/localhost:7007 \(process \d+\)/,
  );
  release();
  const again = await claimFolder(folder, 'http://localhost:7008');
  again();
});

test('hashes contents, not times or installed modules', t => {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, 'src/node_modules'), { recursive: true });
  const file = path.join(folder, 'src/a.ts');
  fs.writeFileSync(file, 'one');
  const hash = () => contentHash(folder, ['src', 'absent']);
  const before = hash();
  fs.utimesSync(file, 1, 1);
  fs.writeFileSync(path.join(folder, 'src/node_modules/b.js'), '');
  assert.equal(hash(), before);
  fs.writeFileSync(file, 'two');
  assert.notEqual(hash(), before);
});
