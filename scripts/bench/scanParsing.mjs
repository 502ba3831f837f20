import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { repoRoot } from '../lib/paths.mjs';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./scanParsingChild.cjs', import.meta.url));

/** One result as a scanner of code writes it, about 1.3 kB. */
function resultOf(index) {
  const file = `services/checkout/src/main/java/com/acme/shop/Part${
    index % 900
  }.java`;
  const place = line => ({
    physicalLocation: {
      artifactLocation: {
        uri: file,
        uriBaseId: '%SRCROOT%',
        index: index % 900,
      },
      region: {
        startLine: line,
        startColumn: 9,
        endColumn: 41,
        snippet: {
          text: `    String query = "select * from orders where id = " + id${index};\n`,
        },
      },
    },
  });
  return {
    ruleId: `java/rule-${index % 120}`,
    ruleIndex: index % 120,
    rule: { id: `java/rule-${index % 120}`, index: index % 120 },
    message: {
      text: `This query depends on a [user-provided value](1), which reaches it ${
        index % 7
      } calls later.`,
    },
    locations: [place(1 + (index % 2000))],
    partialFingerprints: {
      primaryLocationLineHash: `${(index * 2654435761) % 2 ** 32}:1`,
      primaryLocationStartColumnFingerprint: '4',
    },
    ...(index % 4 === 0
      ? {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: [1, 2, 3].map(step => ({ location: place(step) })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}

const rules = Array.from({ length: 120 }, (_, index) => ({
  id: `java/rule-${index}`,
  name: `java/rule-${index}`,
  shortDescription: { text: `Rule ${index}` },
  fullDescription: {
    text: 'A query built from text a user gave may be changed by that user.',
  },
  defaultConfiguration: { level: 'warning' },
  properties: {
    tags: ['security', 'external/cwe/cwe-089'],
    'security-severity': String((index % 10) + 0.1),
  },
}));

/** Writes SARIF until it holds so many results or bytes; how many results. */
function writeSarif(file, { results = Infinity, bytes = Infinity }) {
  const out = fs.openSync(file, 'w');
  const head = JSON.stringify({
    driver: { name: 'CodeQL', semanticVersion: '2.19.0', rules },
  });
  fs.writeSync(out, `{"version":"2.1.0","runs":[{"results":[`);
  let written = 0;
  let count = 0;
  while (count < results && written < bytes) {
    const lines = [];
    for (let i = 0; i < 1000 && count < results; i++) {
      lines.push(`${count === 0 ? '' : ','}${JSON.stringify(resultOf(count))}`);
      count += 1;
    }
    written += fs.writeSync(out, lines.join('\n'));
  }
  // The rules stand behind the results, where they are hardest to have.
  fs.writeSync(out, `],"tool":${head}}]}`);
  fs.closeSync(out);
  return count;
}

async function measure(...args) {
  const { stdout } = await run(
    process.execPath,
    [
      '--expose-gc',
      '--require',
      path.join(
        repoRoot,
        'node_modules/@backstage/cli/config/nodeTransform.cjs',
      ),
      child,
      ...args,
    ],
    { cwd: repoRoot, maxBuffer: 1024 * 1024 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/**
 * What reading a scan costs: a SARIF of 25,000 results against `JSON.parse` of
 * the same bytes, and the memory of one of 200 MB, in a process of its own.
 *
 * @param {{quick?: boolean}} [options] `quick`: 40 MB instead of 200
 * @returns {Promise<object>}
 */
export async function measureScanParsing({ quick = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-scans-'));
  try {
    const usual = path.join(folder, 'usual.sarif');
    const large = path.join(folder, 'large.sarif');
    writeSarif(usual, { results: 25_000 });
    const megabytes = quick ? 40 : 200;
    const results = writeSarif(large, { bytes: megabytes * 1_000_000 });
    return {
      speed: await measure('speed', usual),
      memory: { ...(await measure('memory', large)), results },
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
