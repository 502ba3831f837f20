import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { repoRoot } from '../lib/paths.mjs';
import { scanFileFormats, writeScanFile } from './scanFiles.mjs';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./scanParsingChild.cjs', import.meta.url));

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
 * What reading a scan costs, each in a process of its own: a SARIF of 25,000
 * results and a report of each of four other formats against `JSON.parse` of the
 * same bytes, and the memory of a SARIF of 200 MB.
 *
 * @param {{quick?: boolean}} [options] `quick`: 40 MB instead of 200
 * @returns {Promise<{speed: object, formats: Record<string, object>, memory: object}>}
 */
export async function measureScanParsing({ quick = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-scans-'));
  const file = path.join(folder, 'scan.json');
  try {
    const formats = {};
    for (const format of scanFileFormats) {
      writeScanFile(file, format);
      formats[format] = await measure('speed', file);
    }
    const megabytes = quick ? 40 : 200;
    const results = writeScanFile(file, 'sarif', {
      bytes: megabytes * 1_000_000,
    });
    return {
      speed: formats.sarif,
      formats,
      memory: { ...(await measure('memory', file)), results },
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
