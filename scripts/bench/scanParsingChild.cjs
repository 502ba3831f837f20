// One measurement in a process of its own: `speed <file>` or `memory <file>`.
const fs = require('node:fs');
const {
  jsonRecords,
} = require('@quarterdeck/plugin-ingest-backend-module-scanners/src/reading/jsonRecords');
const {
  scanFormatEntries,
} = require('@quarterdeck/plugin-ingest-backend-module-scanners');
const {
  readReport,
} = require('@quarterdeck/plugin-ingest-backend/src/service/readReport');

const [kind, file] = process.argv.slice(2);
const formats = scanFormatEntries().map(({ format }) => format);
const hint = {
  category: 'security',
  format: 'unknown',
  maxDepth: 100,
  maxBytes: 1e9,
};
const secretKey = new Uint8Array(32);
/** Where the records of each format stand. */
const places = [
  '/runs/*/results/*',
  '/Results/*/Vulnerabilities/*',
  '/matches/*',
  '/components/*',
  '/vulnerabilities/*',
];

const bytes = () => fs.createReadStream(file, { highWaterMark: 262_144 });

const ROUNDS = 5;
const IN_A_ROW = 4;

/**
 * The least processor time that each of the works takes, in turns: other
 * programs of the machine cost all of them the same. Some runs in a row, so that
 * collecting what a run leaves behind counts to it, whichever work it is.
 */
async function timed(works) {
  const best = works.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      global.gc();
      const before = process.cpuUsage();
      for (let i = 0; i < IN_A_ROW; i++) await work();
      const { user, system } = process.cpuUsage(before);
      best[index] = Math.min(best[index], (user + system) / 1000 / IN_A_ROW);
    }
  }
  return best;
}

const read = onRecord =>
  readReport({
    pieces: bytes(),
    hint,
    formats,
    secretKey,
    onRecord,
  });

async function speed() {
  let records = 0;
  const [jsonParseMs, cutMs, readMs] = await timed([
    async () => JSON.parse(fs.readFileSync(file, 'utf8')),
    async () => {
      const document = await jsonRecords({ bytes, maxDepth: 100 }, places);
      for (const record of document.records()) record.read();
    },
    async () => {
      records = 0;
      const outcome = await read(() => {
        records += 1;
      });
      if (outcome.kind !== 'read') throw new Error(outcome.message);
    },
  ]);
  return {
    bytes: fs.statSync(file).size,
    records,
    jsonParseMs,
    cutMs,
    readMs,
    cutTimes: cutMs / jsonParseMs,
    readTimes: readMs / jsonParseMs,
  };
}

async function memory() {
  global.gc();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  let records = 0;
  const started = performance.now();
  await read(() => {
    records += 1;
    if (records % 500 === 0) look();
  });
  look();
  return {
    bytes: fs.statSync(file).size,
    records,
    seconds: (performance.now() - started) / 1000,
    idleMiB: idle / 2 ** 20,
    peakAboveIdleMiB:
      (Math.max(peak, process.resourceUsage().maxRSS * 1024) - idle) / 2 ** 20,
  };
}

(kind === 'speed' ? speed() : memory()).then(result =>
  process.stdout.write(`${JSON.stringify(result)}\n`),
);
