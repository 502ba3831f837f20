import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runBrowserTests } from './browserTests.mjs';
import { repoRoot } from './paths.mjs';
import { runProcess } from './runProcess.mjs';

/**
 * What a stage found.
 *
 * @typedef {object} StageResult
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason?: string }[]} skipped
 * @property {string} [output] printed when something failed
 */

/**
 * @typedef {object} Stage
 * @property {string} id
 * @property {string} title
 * @property {(toolchain: import('./toolchain.mjs').Toolchain, progress: (text: string) => void) => Promise<StageResult>} run
 */

const bin = name => path.join(repoRoot, 'node_modules', name);

/** Runs one of our tools; all it has to say counts as one check. */
async function check(toolchain, commands) {
  for (const args of commands) {
    const { code, output } = await runProcess(toolchain.node, args, {
      cwd: repoRoot,
      env: toolchain.env,
    });
    if (code !== 0) {
      return { passed: 0, failed: 1, skipped: [], output };
    }
  }
  return { passed: 1, failed: 0, skipped: [] };
}

/** @type {Stage[]} */
export const stages = [
  {
    id: 'format',
    title: 'Format (prettier)',
    run: toolchain =>
      check(toolchain, [
        [bin('prettier/bin-prettier.js'), '--check', '--loglevel', 'warn', '.'],
      ]),
  },
  {
    id: 'lint',
    title: 'Lint (eslint)',
    run: toolchain =>
      check(toolchain, [
        [
          bin('@backstage/cli/bin/backstage-cli'),
          'repo',
          'lint',
          '--max-warnings',
          '0',
        ],
        [
          bin('eslint/bin/eslint.js'),
          '--max-warnings',
          '0',
          '--ext',
          'mjs,cjs',
          'scripts',
        ],
      ]),
  },
  {
    id: 'types',
    title: 'Types (tsc)',
    run: toolchain =>
      check(toolchain, [
        [bin('typescript/bin/tsc'), '--noEmit', '--incremental', 'false'],
      ]),
  },
  { id: 'scripts', title: 'Scripts', run: runScriptTests },
  { id: 'unit', title: 'Unit and integration tests', run: runJest },
  { id: 'browser', title: 'Browser tests', run: runBrowserTests },
];

/** Node's own test runner, for what has to work before anything is installed. */
async function runScriptTests(toolchain) {
  const { code, output } = await runProcess(
    toolchain.node,
    ['--test', '--test-reporter=tap', 'scripts/**/*.test.mjs'],
    { cwd: repoRoot, env: toolchain.env },
  );
  const count = word =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: [...output.matchAll(/^\s*ok \d+ - (.+?) # SKIP ?(.*)$/gm)].map(
      ([, name, reason]) => ({ name, reason }),
    ),
    output,
  };
}

async function runJest(toolchain, progress) {
  const file = path.join(os.tmpdir(), `quarterdeck-jest-${process.pid}.json`);
  let files = 0;
  const { code, output } = await runProcess(
    toolchain.node,
    [
      bin('@backstage/cli/bin/backstage-cli'),
      'repo',
      'test',
      '--watchAll=false',
      '--reporters=default',
      `--reporters=${path.join(repoRoot, 'scripts/jest/summaryReporter.cjs')}`,
    ],
    {
      cwd: repoRoot,
      env: {
        ...toolchain.env,
        CI: 'true',
        QUARTERDECK_JEST_SUMMARY: file,
        FORCE_COLOR: '0',
      },
      onLine: line => {
        if (/^(PASS|FAIL) /.test(line)) {
          files += 1;
          progress(`${files} files`);
        }
      },
    },
  );
  if (!fs.existsSync(file)) {
    return { passed: 0, failed: 1, skipped: [], output };
  }
  const summary = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.rmSync(file);
  return {
    passed: summary.passed,
    // Jest also fails for what no test stands for, such as an error in its set-up.
    failed: summary.failed || (code === 0 ? 0 : 1),
    skipped: summary.skipped,
    output: failuresOf(output),
  };
}

/** The reports of passing files say nothing that helps. */
function failuresOf(output) {
  const start = output.search(/^(FAIL |\s*●)/m);
  return start < 0 ? output : output.slice(start);
}
