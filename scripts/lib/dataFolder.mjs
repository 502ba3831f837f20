import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { FriendlyError } from './friendlyError.mjs';
import {
  isReachable,
  postgresUser,
  reachableFolder,
} from './postgresBinaries.mjs';

/**
 * The folder in which one portal keeps what must survive a restart: Postgres, keys, logs.
 */
export class DataFolder {
  #state;

  /** @param {string} folder */
  constructor(folder) {
    this.folder = path.resolve(folder);
    try {
      fs.mkdirSync(path.join(this.folder, 'logs'), { recursive: true });
      fs.accessSync(this.folder, fs.constants.W_OK);
    } catch (error) {
      if (error.code === 'ENOSPC') {
        throw error;
      }
      throw new FriendlyError(
        `The data folder ${this.folder} cannot be written (${error.code}): give another with --data-dir.`,
      );
    }
    this.#state = readJson(this.#file('state.json')) ?? {};
  }

  #file(name) {
    return path.join(this.folder, name);
  }

  /** @param {string} name */
  logFile(name) {
    return path.join(this.folder, 'logs', name);
  }

  /** @param {string} key */
  recall(key) {
    return this.#state[key];
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  remember(key, value) {
    this.#state[key] = value;
    const fresh = this.#file(`state.json.${process.pid}`);
    fs.writeFileSync(fresh, `${JSON.stringify(this.#state, null, 2)}\n`, {
      mode: 0o600,
    });
    fs.renameSync(fresh, this.#file('state.json'));
  }

  /**
   * A secret of 32 random bytes, made on first use and kept.
   *
   * @param {string} name
   */
  secret(name) {
    const file = this.#file(name);
    if (!fs.existsSync(file)) {
      fs.writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
    }
    return fs.readFileSync(file, 'utf8').trim();
  }

  /**
   * Where Postgres lives: in this folder, or, when we are root and the folder is where no other
   * user may go (`/root`), in one of its own that this folder remembers.
   */
  postgresHome() {
    const known = this.recall('postgresHome');
    if (known) {
      return known;
    }
    const home = isReachable(this.folder, postgresUser())
      ? this.#file('postgres')
      : path.join(reachableFolder(), `data-${randomBytes(6).toString('hex')}`);
    this.remember('postgresHome', home);
    return home;
  }

  /** All of it, also a Postgres that had to live elsewhere; only when nothing runs on it. */
  remove() {
    const home = this.recall('postgresHome');
    for (const folder of [home, this.folder]) {
      if (folder) {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    }
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
