import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';
import { ask, pause, quantile } from './api.mjs';
import { sendBatches } from './batches.mjs';
import { startBenchPortal } from './benchPortal.mjs';
import { INSTANCE, seedStatements, SERVICES } from './doraSeed.mjs';
import { withoutIndexes } from './withoutIndexes.mjs';

const HELP = `npm run bench -- dora [options]

  --quick         a hundred thousand deployments instead of a million`;

const REQUESTS = 100;
const WARM_UP = 15;
const SAMPLES_PER_SECOND = 50_000;
const LATE_MS = 2000;
const LATE = 20;
const GROWTH = 1.5;
const YEAR = 'from=now-52w&to=now&unit=week&zone=Europe/Oslo';

async function get(portal, asked) {
  const { status, body } = await ask(portal, `/api/dora${asked}`);
  if (status !== 200) throw new Error(`${asked} answered ${status}: ${body}`);
  return body;
}

/** How long answers take, one after the other. */
async function measure(portal, pathOf) {
  const samples = [];
  for (let i = 0; i < REQUESTS + WARM_UP; i++) {
    const started = performance.now();
    await get(portal, pathOf(i));
    // The first ones warm caches and the compiler.
    if (i >= WARM_UP) samples.push(performance.now() - started);
  }
  return { p50Ms: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95) };
}

/** Marks every service and waits until the portal has computed them all, and they serve. */
async function recompute(client) {
  const started = performance.now();
  await client.query(
    'insert into dora.dirty_service select service from dora.service_repo on conflict do nothing',
  );
  for (;;) {
    const { rows } = await client.query(
      `select count(*)::int as n, to_regclass('dora_samples.state') as beside
       from dora.dirty_service`,
    );
    if (rows[0].n === 0 && rows[0].beside === null) break;
    await pause(100);
  }
  // What was taken last is committed when the lock is free.
  await client.query(
    `select pg_advisory_xact_lock(hashtext('dora samples dora'))`,
  );
  const seconds = (performance.now() - started) / 1000;
  const { rows } = await client.query(
    `select (select count(*) from dora.lead_time)::int as leads,
       (select count(*) from dora.deployment)::int as deployments,
       (select count(*) from dora.recovery)::int as recoveries`,
  );
  const { leads, deployments, recoveries } = rows[0];
  return { seconds, leads, deployments, recoveries };
}

/**
 * From the answer of the door until a late deployment counts, and how long the
 * first answer of the organisation takes then.
 */
async function lateEvents(portal, client, perService) {
  const [counts, asked] = [[], []];
  for (let i = 0; i < LATE; i++) {
    const service = 100 + i;
    const externalId = `late-${i}`;
    const finishedAt = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const sha = (
      await client.query(
        `select facts->>'sha' as sha from dora.deployment_fact
       where instance = $1 and external_id = $2`,
        [INSTANCE, `${service}-${perService - 3}`],
      )
    ).rows[0].sha;
    const event = {
      type: 'deployment.v1',
      subject: `${INSTANCE}/bench/service-${service}`,
      entity: `component:default/service-${service}`,
      occurredAt: finishedAt,
      data: {
        provider: 'github',
        instance: INSTANCE,
        project: `bench/service-${service}`,
        externalId,
        environment: { name: 'production', tier: 'production' },
        state: 'succeeded',
        sha,
        finishedAt,
        observedAt: finishedAt,
      },
    };
    const started = performance.now();
    await sendBatches({ portal, batches: [JSON.stringify(event)] });
    for (;;) {
      const { status } = await ask(
        portal,
        `/api/dora/v1/deployments/${INSTANCE}/${externalId}`,
      );
      if (status === 200) break;
      await pause(20);
    }
    counts.push(performance.now() - started);
    const change = performance.now();
    await get(portal, `/v1/overview?${YEAR}`);
    asked.push(performance.now() - change);
  }
  return {
    lateMs: Math.max(...counts),
    afterChange: {
      limit: 150,
      p50Ms: quantile(asked, 0.5),
      p95Ms: quantile(asked, 0.95),
    },
  };
}

const FACTS = [
  'deployment_fact',
  'change_fact',
  'incident_fact',
  'incident_link',
  'push_fact',
  'repo_fact',
  'named_sha',
  'service_repo',
];
const SAMPLES = [
  'lead_time',
  'release',
  'recovery',
  'deployment',
  'release_day',
  'lead_day',
  'stage_day',
  'quality_day',
  'service_week',
  'quality_item',
  'failure_mark',
  'service',
];

const DOTS = YEAR.replace('&unit=week', '');
const scopeOf = i => `scope=component:default/service-${(i * 31) % SERVICES}`;

/** What is asked, and within how many milliseconds an answer is due. */
const PAGES = {
  'service, tiles of a year': [50, i => `/v1/overview?${scopeOf(i)}&${YEAR}`],
  'service, charts of a year': [50, i => `/v1/series?${scopeOf(i)}&${YEAR}`],
  'service, dots of a year': [50, i => `/v1/scatter?${scopeOf(i)}&${DOTS}`],
  'organisation, tiles of a year': [150, () => `/v1/overview?${YEAR}`],
  'organisation, charts of a year': [150, () => `/v1/series?${YEAR}`],
  'organisation, dots of a year': [150, () => `/v1/scatter?${DOTS}`],
  'samples behind a number': [
    150,
    () => `/v1/samples?${DOTS}&metric=change_fail_rate&limit=50&failed=true`,
  ],
};

/** Writes the facts, lets the portal compute them, and asks what the pages ask. */
async function fillAndAsk(portal, client, perService) {
  const said = text => process.stdout.write(`${text}\n`);
  await withoutIndexes(
    client,
    FACTS,
    async () => {
      for (const statement of seedStatements(perService)) {
        await client.query(statement);
      }
    },
    'dora',
  );
  await client.query(
    `vacuum analyze ${FACTS.map(table => `dora.${table}`).join(', ')}`,
  );
  said(`Facts of ${SERVICES * perService} deployments are written`);
  const done = await recompute(client);
  const { leads, deployments, recoveries, seconds } = done;
  done.samplesPerSecond = (leads + deployments + recoveries) / seconds;
  said(`Samples are computed: ${Math.round(done.samplesPerSecond)}/s`);
  for (const table of SAMPLES) {
    await client.query(`vacuum analyze dora.${table}`);
  }
  const pages = {};
  for (const [name, [limit, pathOf]] of Object.entries(PAGES)) {
    pages[name] = { limit, ...(await measure(portal, pathOf)) };
  }
  return { recompute: done, pages };
}

const folder = path.join(repoRoot, 'bench-results');

await main(async () => {
  const { values } = readOptions(
    { quick: { type: 'boolean', default: false } },
    HELP,
    { allowPositionals: true },
  );
  const perService = (values.quick ? 100_000 : 1_000_000) / SERVICES;
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const portal = await startBenchPortal(toolchain);
  const report = { at: new Date().toISOString(), quick: values.quick };
  try {
    const client = new pg.Client(portal.connectionString);
    await client.connect();
    const tenth = await fillAndAsk(portal, client, perService / 10);
    const tables = [...FACTS, ...SAMPLES].map(table => `dora.${table}`);
    await client.query(`truncate ${tables.join(', ')}`);
    report.tenth = tenth.pages;
    Object.assign(report, await fillAndAsk(portal, client, perService));
    Object.assign(report, await lateEvents(portal, client, perService));
    await client.end();
  } finally {
    await portal.stop();
  }
  const lines = [];
  const line = (met, text) => lines.push({ met, text });
  const { leads, deployments, recoveries, seconds, samplesPerSecond } =
    report.recompute;
  line(
    samplesPerSecond >= SAMPLES_PER_SECOND,
    `full recompute: ${leads} lead times, ${deployments} deployments, ${recoveries} recoveries in ${seconds.toFixed(
      1,
    )} s, ${Math.round(
      samplesPerSecond,
    )} samples/s (at least ${SAMPLES_PER_SECOND})`,
  );
  for (const [name, { limit, p50Ms, p95Ms }] of Object.entries(report.pages)) {
    const small = report.tenth[name];
    const growth = p95Ms / small.p95Ms;
    line(
      p95Ms < limit && growth <= GROWTH,
      `${name}: p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(
        1,
      )} ms (limit ${limit} ms), ${growth.toFixed(2)} times p95 and ${(
        p50Ms / small.p50Ms
      ).toFixed(2)} times p50 of a tenth of the data (at most ${GROWTH})`,
    );
  }
  const { limit, p50Ms, p95Ms } = report.afterChange;
  line(
    p95Ms < limit,
    `organisation, tiles right after a change: p50 ${p50Ms.toFixed(
      1,
    )} ms, p95 ${p95Ms.toFixed(1)} ms (limit ${limit} ms)`,
  );
  line(
    report.lateMs < LATE_MS,
    `a late deployment counts after ${Math.round(
      report.lateMs,
    )} ms (limit ${LATE_MS} ms)`,
  );
  for (const { met, text } of lines) {
    process.stdout.write(`${met ? 'met' : 'NOT MET'}  ${text}\n`);
  }
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(
    folder,
    values.quick ? 'dora-quick.json' : 'dora.json',
  );
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  return lines.every(({ met }) => met) ? 0 : 1;
});
