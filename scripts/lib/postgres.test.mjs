import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './postgres.mjs';

const { Client } = createRequire(import.meta.url)('pg');

async function query(connectionString, sql) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function temporaryHome(t) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-pg-'));
  t.after(() => fs.rmSync(home, { recursive: true, force: true }));
  return home;
}

test('keeps its data, and asks for the password', async t => {
  const options = { home: temporaryHome(t), password: 'p@ss/word' };
  const first = await startPostgres(options);
  await query(first.connectionString, 'create table kept as select 1 as one');
  const wrong = first.connectionString.replace('p%40ss%2Fword', 'wrong');
  await assert.rejects(query(wrong, 'select 1'), /password authentication/);
  await first.stop();

  const second = await startPostgres({ ...options, port: first.port });
  assert.equal(second.port, first.port);
  assert.deepEqual(await query(second.connectionString, 'table kept'), [
    { one: 1 },
  ]);
  await second.stop();
});

test('stops by itself when its starter is killed, and starts again', async t => {
  const home = temporaryHome(t);
  const starter = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startPostgres } from ${JSON.stringify(
        new URL('./postgres.mjs', import.meta.url).href,
      )};
       await startPostgres({ home: ${JSON.stringify(home)}, password: 'x' });
       console.log('ready');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(starter.stdout, 'data');
  starter.kill('SIGKILL');
  const pidFile = path.join(home, 'data/postmaster.pid');
  for (let i = 0; i < 100 && fs.existsSync(pidFile); i++) {
    await sleep(100);
  }
  assert.equal(fs.existsSync(pidFile), false);

  // What a power cut leaves: the pid file of a server that is gone, by now another's number.
  fs.writeFileSync(pidFile, `${process.pid}\n${home}/data\n`, { mode: 0o600 });
  const again = await startPostgres({ home, password: 'x' });
  assert.deepEqual(await query(again.connectionString, 'select 1 as one'), [
    { one: 1 },
  ]);
  await again.stop();
});

test('makes a new one where making was interrupted', async t => {
  const home = temporaryHome(t);
  fs.mkdirSync(path.join(home, 'data.new'));
  fs.writeFileSync(path.join(home, 'data.new/half'), '');
  const postgres = await startPostgres({
    home,
    password: 'x',
    throwAway: true,
  });
  await postgres.stop();
  assert.equal(fs.existsSync(home), false, 'a thrown away one leaves nothing');
});
