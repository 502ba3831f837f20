import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { explainOutput, FriendlyError } from './friendlyError.mjs';
import { step } from './log.mjs';
import { readNpmSettings, yarnSettings } from './npmSettings.mjs';
import { repoRoot, stateFolder } from './paths.mjs';
import { runProcess } from './runProcess.mjs';

// What Backstage 1.55 runs on, and what we fetch when another one is present.
const NODE_MAJORS = [22, 24];
const NODE_PACKAGE = 'node@24';
const YARN_PACKAGE = '@yarnpkg/cli-dist@4.13.0';

/**
 * The Node and Yarn that everything else runs with.
 *
 * @typedef {object} Toolchain
 * @property {string} node path of the binary
 * @property {string} nodeVersion
 * @property {string} yarn path of Yarn's single JavaScript file
 * @property {NodeJS.ProcessEnv} env that Node first on the path, and the user's npm registry for Yarn
 */

/**
 * Finds or installs the right Node and Yarn.
 *
 * @returns {Promise<Toolchain>}
 */
export async function ensureToolchain() {
  refuseForeignSystems();
  const folder = path.join(stateFolder, 'toolchain');
  const modules = path.join(folder, 'node_modules');
  const yarn = path.join(modules, '@yarnpkg/cli-dist/bin/yarn.js');
  const current = NODE_MAJORS.includes(majorOf(process.versions.node));
  const ownNode = path.join(modules, 'node/bin/node');
  const node = current ? process.execPath : ownNode;

  const missing = [];
  if (!current && !versionOf(ownNode)) {
    missing.push(NODE_PACKAGE);
  }
  if (packageVersion(path.dirname(path.dirname(yarn))) !== '4.13.0') {
    missing.push(YARN_PACKAGE);
  }
  const npm = readNpmSettings();
  if (missing.length) {
    await step(`Fetching ${missing.join(' and ')} from npm`, () =>
      npmInstall(folder, missing),
    );
  }
  const nodeVersion = versionOf(node);
  if (!nodeVersion) {
    throw new FriendlyError(
      `Node 24 from the npm package "node" does not run on this machine: install Node 24 from https://nodejs.org and start again.`,
    );
  }
  return {
    node,
    nodeVersion,
    yarn,
    env: {
      ...process.env,
      ...yarnSettings(npm),
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  };
}

function refuseForeignSystems() {
  if (process.platform === 'win32') {
    throw new FriendlyError(
      'Quarterdeck runs on Linux and macOS: on Windows open a WSL terminal and run the command there.',
    );
  }
  if (majorOf(process.versions.node) < 20) {
    throw new FriendlyError(
      `Node ${process.versions.node} is too old to begin with: install Node 20 or newer from https://nodejs.org and start again.`,
    );
  }
}

async function npmInstall(folder, packages) {
  fs.mkdirSync(folder, { recursive: true });
  // npm would otherwise take the root of the clone for the project.
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) {
    fs.writeFileSync(manifest, '{ "private": true }\n');
  }
  const cli = process.env.npm_execpath ?? '';
  const [command, first] = cli.endsWith('npm-cli.js')
    ? [process.execPath, [cli]]
    : ['npm', []];
  let result;
  try {
    result = await runProcess(
      command,
      [
        ...first,
        'install',
        '--prefix',
        folder,
        '--no-audit',
        '--no-fund',
        // Somebody waits for the sentence that says what is wrong.
        '--fetch-retries=1',
        '--fetch-retry-mintimeout=2000',
        // The package `node` fetches the binary of this machine in its install script.
        '--ignore-scripts=false',
        ...packages,
      ],
      { cwd: folder, env: outsideOfThisProject() },
    );
  } catch (error) {
    throw new FriendlyError(
      `npm could not be run (${error.message}): install Node with npm and start again.`,
    );
  }
  if (result.code !== 0) {
    throw new FriendlyError(
      explainOutput(result.output) ??
        `npm could not install ${packages.join(
          ' and ',
        )}: ${result.output.trim()}`,
    );
  }
}

/** `npm start` tells its children about this project, which another npm would take for its own. */
function outsideOfThisProject() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        !/^npm_(config_local_prefix|config_prefix|package_|lifecycle_)/.test(
          key,
        ),
    ),
  );
}

function versionOf(binary) {
  if (binary === process.execPath) {
    return process.versions.node;
  }
  if (!fs.existsSync(binary)) {
    return undefined;
  }
  const { status, stdout } = spawnSync(binary, ['--version'], {
    encoding: 'utf8',
  });
  const version = status === 0 ? stdout.trim().replace(/^v/, '') : '';
  return NODE_MAJORS.includes(majorOf(version)) ? version : undefined;
}

function majorOf(version) {
  return Number(version.split('.')[0]);
}

function packageVersion(folder) {
  try {
    return JSON.parse(
      fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
    ).version;
  } catch {
    return undefined;
  }
}

/**
 * The arguments for Node to run a TypeScript source of this repository, as Backstage's own
 * `package start` does.
 *
 * @param {string} source
 */
export function sourceArguments(source) {
  return [
    '--enable-source-maps',
    '--require',
    path.join(repoRoot, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
    source,
  ];
}
