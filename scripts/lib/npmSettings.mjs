import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repoRoot, stateFolder } from './paths.mjs';

const DEFAULT_REGISTRY = 'https://registry.npmjs.org/';

/**
 * What the user has told npm about the network.
 *
 * @typedef {object} NpmSettings
 * @property {string} registry
 * @property {string} [cafile]
 * @property {string} [httpProxy]
 * @property {string} [httpsProxy]
 * @property {boolean} strictSsl
 * @property {string} [authToken]
 * @property {string} [authIdent] base64 of user and password
 */

/** @returns {NpmSettings} */
export function readNpmSettings() {
  const cli = process.env.npm_execpath ?? '';
  const [command, first] = cli.endsWith('npm-cli.js')
    ? [process.execPath, [cli]]
    : ['npm', []];
  const { stdout } = spawnSync(
    command,
    [...first, 'config', 'list', '--json'],
    {
      cwd: repoRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let settings = {};
  try {
    settings = JSON.parse(stdout);
  } catch {
    // No npm that answers: what follows then says so, or needs none.
  }
  const registry = text(settings.registry) ?? DEFAULT_REGISTRY;
  return {
    registry,
    cafile: text(settings.cafile) ?? process.env.NODE_EXTRA_CA_CERTS,
    httpProxy:
      text(settings.proxy) ?? process.env.HTTP_PROXY ?? process.env.http_proxy,
    httpsProxy:
      text(settings['https-proxy']) ??
      process.env.HTTPS_PROXY ??
      process.env.https_proxy,
    strictSsl: settings['strict-ssl'] !== false,
    ...credentialsOf(registry, [
      path.join(repoRoot, '.npmrc'),
      text(settings.userconfig) ?? path.join(os.homedir(), '.npmrc'),
      text(settings.globalconfig),
    ]),
  };
}

/**
 * The same for Yarn, as environment. What the user has set for Yarn itself stays.
 *
 * @param {NpmSettings} npm
 * @param {NodeJS.ProcessEnv} [given]
 * @returns {Record<string, string>}
 */
export function yarnSettings(npm, given = process.env) {
  const ownYarnFile = fs.existsSync(path.join(os.homedir(), '.yarnrc.yml'));
  const wanted = {
    YARN_NPM_REGISTRY_SERVER:
      npm.registry === DEFAULT_REGISTRY && ownYarnFile
        ? undefined
        : npm.registry.replace(/\/$/, ''),
    YARN_HTTPS_CA_FILE_PATH: npm.cafile,
    YARN_HTTP_PROXY: npm.httpProxy,
    YARN_HTTPS_PROXY: npm.httpsProxy,
    YARN_ENABLE_STRICT_SSL: npm.strictSsl ? undefined : 'false',
    YARN_NPM_AUTH_TOKEN: npm.authToken,
    YARN_NPM_AUTH_IDENT: npm.authToken ? undefined : npm.authIdent,
    YARN_NPM_ALWAYS_AUTH: npm.authToken || npm.authIdent ? 'true' : undefined,
    YARN_UNSAFE_HTTP_WHITELIST: npm.registry.startsWith('http:')
      ? new URL(npm.registry).hostname
      : undefined,
    // A machine without a home folder that can be written.
    YARN_GLOBAL_FOLDER: isWritable(os.homedir())
      ? undefined
      : path.join(stateFolder, 'yarn'),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => value !== undefined && !given[key],
    ),
  );
}

/**
 * npm does not tell its secrets, so they are read where the user put them.
 *
 * @param {string} registry
 * @param {(string | undefined)[]} files the first that names the registry wins
 */
export function credentialsOf(registry, files) {
  const prefix = registry.replace(/^https?:/, '').replace(/\/?$/, '/');
  const found = {};
  for (const file of files) {
    if (!file || !fs.existsSync(file)) {
      continue;
    }
    for (const line of safeRead(file).split('\n')) {
      const match = /^\s*(\/\/[^\s=]+):(_authToken|_auth)\s*=\s*(.+?)\s*$/.exec(
        line,
      );
      if (match && prefix.startsWith(match[1].replace(/\/?$/, '/'))) {
        const value = match[3]
          .replace(/^"(.*)"$/, '$1')
          .replace(/\$\{(\w+)\}/g, (_, name) => process.env[name] ?? '');
        const key = match[2] === '_authToken' ? 'authToken' : 'authIdent';
        found[key] ??= value;
      }
    }
  }
  return found;
}

function safeRead(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** npm writes "null" for what is not set. */
function text(value) {
  return typeof value === 'string' && value !== '' && value !== 'null'
    ? value
    : undefined;
}
