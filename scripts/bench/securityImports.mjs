import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ask } from './api.mjs';
import { sarifReport } from './securityReports.mjs';

/** Sends a report and waits until the door has it. */
export async function sendReport(portal, query, body) {
  const response = await fetch(
    `${portal.address}/api/ingest/v1/reports?${new URLSearchParams(query)}`,
    {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${portal.token}`,
        'content-type': 'application/json',
      },
    },
  );
  const answer = await response.json();
  if (response.status !== 202) {
    throw new Error(
      `The door answered ${response.status}: ${JSON.stringify(answer)}`,
    );
  }
  for (;;) {
    const { body: receipt } = await ask(
      portal,
      `/api/ingest/v1/receipts/${answer.receipt}?wait=30`,
    );
    if (receipt.status !== 'reading' && receipt.status !== 'pending') return;
  }
}

/** Waits until the security tables have read everything. */
export async function importsDone(client) {
  for (;;) {
    const { rows } = await client.query(
      `select (select position from log.reader where consumer = 'security')
         >= (select coalesce(max(position), 0) from log.event
             where type = 'report.received.v1') as done`,
    );
    if (rows[0].done) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** `COPY` of an entity's findings into tables with the same indexes, from a file of the server. */
async function copySeconds(client, entityRef) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-copy-'));
  // Postgres may be another user than we are.
  fs.chmodSync(folder, 0o777);
  const parts = [
    ['finding', `f.entity_ref = '${entityRef}'`],
    [
      'finding_detail',
      `exists (select from security.finding o where o.finding_id = f.finding_id and o.entity_ref = '${entityRef}')`,
    ],
  ];
  try {
    for (const [table, condition] of parts) {
      await client.query(
        `create table security.copied_${table} (like security.${table} including all);
         copy (select f.* from security.${table} f where ${condition}) to '${folder}/${table}'`,
      );
    }
    return await timed(async () => {
      for (const [table] of parts) {
        await client.query(
          `copy security.copied_${table} from '${folder}/${table}'`,
        );
      }
    });
  } finally {
    for (const [table] of parts) {
      await client.query(`drop table if exists security.copied_${table}`);
    }
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The first import of a SARIF against `JSON.parse` of it and a `COPY` of the rows
 * it makes, and the import of one of which one result of a hundred changed.
 *
 * @param {{address: string, token: string}} portal
 * @param {import('pg').Client} client
 */
export async function measureImports(portal, client) {
  const at = hours => new Date(Date.now() - hours * 3_600_000).toISOString();
  const rounds = [];
  for (const round of [0, 1, 2, 3]) {
    const entity = `component:default/first-${round}`;
    const text = sarifReport({ count: 25_000, seed: entity });
    const query = { entity, category: 'sast', branch: 'main', at: at(48) };
    const door = await timed(() => sendReport(portal, query, text));
    const tables = await timed(() => importsDone(client));
    const parse = Math.min(
      ...(await Promise.all(
        [1, 2, 3].map(() => timed(async () => JSON.parse(text))),
      )),
    );
    const copy = await copySeconds(client, entity);
    // The first one warms the compiler.
    if (round > 0) rounds.push({ door, tables, parse, copy });
  }
  const of = name => median(rounds.map(one => one[name]));
  const first = {
    doorSeconds: of('door'),
    tablesSeconds: of('tables'),
    jsonParseSeconds: of('parse'),
    copySeconds: of('copy'),
    ratio: median(
      rounds.map(one => (one.door + one.tables) / (one.parse + one.copy)),
    ),
    rounds,
  };

  const big = {
    entity: 'component:default/big',
    category: 'sast',
    branch: 'main',
  };
  const report = changed =>
    sarifReport({
      count: 50_000,
      seed: 'big',
      ...(changed ? { changed } : {}),
    });
  await sendReport(portal, { ...big, at: at(24) }, report());
  await importsDone(client);
  await client.query('vacuum analyze security.finding');
  const changes = [];
  for (const round of [1, 2, 3]) {
    const text = report(round);
    const door = await timed(() =>
      sendReport(portal, { ...big, at: at(24 - round) }, text),
    );
    const tables = await timed(() => importsDone(client));
    changes.push({
      doorSeconds: door,
      tablesSeconds: tables,
      seconds: door + tables,
    });
  }
  const { rows } = await client.query(
    `select unchanged, updated, created, fixed from security.scan_import
     order by position desc limit 1`,
  );
  return {
    first,
    // From the first byte sent until the tables have it.
    again: {
      ...changes.reduce((a, b) => (a.seconds > b.seconds ? a : b)),
      changes,
      last: rows[0],
    },
  };
}
