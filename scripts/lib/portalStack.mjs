import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimFolder } from './claim.mjs';
import { commandOf } from './commandOf.mjs';
import { FriendlyError } from './friendlyError.mjs';
import { step } from './log.mjs';
import { outsideDatabase } from './outsideDatabase.mjs';
import { repoRoot } from './paths.mjs';
import { databaseEnv, portalEnv } from './portalEnv.mjs';
import { PORTAL, portInUse, startPortal } from './portal.mjs';
import { isPortFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startSource } from './sourceProcess.mjs';

const DEMO = 'packages/demo/src/cli.ts';

/**
 * Postgres, the portal and the demo's traffic, started in this order and stopped in the other.
 * `npm start`, the browser tests and the benchmark use the same.
 */
export class PortalStack {
  #postgres;
  #postgresStarting;
  #portal;
  #traffic;
  #deciding;
  #stopping;
  #release = () => {};

  /**
   * @param {object} options
   * @param {import('./toolchain.mjs').Toolchain} options.toolchain
   * @param {import('./dataFolder.mjs').DataFolder} options.data
   * @param {number} options.port
   * @param {boolean} options.demo
   * @param {string[]} [options.configs] files over ours
   * @param {number} [options.historyDays]
   * @param {boolean} [options.live]
   * @param {boolean} [options.throwAway] nothing needs to outlive the process
   * @param {NodeJS.ProcessEnv} [options.env]
   */
  constructor(options) {
    this.options = options;
    this.address = `http://localhost:${options.port}`;
  }

  async start() {
    const { options } = this;
    this.#release = await claimFolder(options.data.folder, this.address);
    await this.#stopOrphan();
    if (!(await this.#isPortFree())) {
      throw new FriendlyError(portInUse(options.port));
    }
    const database = await this.#startDatabase();
    this.#goOn();
    const env = {
      NODE_ENV: 'production',
      ...database,
      ...portalEnv(options.data, options.port),
      ...options.env,
    };
    await step('Starting the portal', async progress => {
      this.#portal = await startPortal({
        toolchain: options.toolchain,
        port: options.port,
        configs: this.#configs(),
        env,
        logFile: options.data.logFile('portal.log'),
        progress,
        onStarted: portal => {
          this.#portal = portal;
          options.data.remember('portalPid', portal.pid);
        },
      });
    });
    this.#goOn();
    if (options.demo && hasDemo()) {
      await this.#startTraffic(env);
    }
  }

  /** Of our own Postgres, for those who measure or look inside. */
  get connectionString() {
    return this.#postgres?.connectionString;
  }

  /** Ends when the portal or Postgres goes away by itself, with a sentence. */
  async failed() {
    return Promise.race([
      this.#portal.exited.then(
        code =>
          `The portal stopped by itself (code ${code}); see ${this.options.data.logFile(
            'portal.log',
          )}.`,
      ),
      ...(this.#postgres
        ? [
            this.#postgres.exited.then(
              code =>
                `Postgres stopped by itself (code ${code}); see ${this.options.data.logFile(
                  'postgres.log',
                )}.`,
            ),
          ]
        : []),
    ]);
  }

  /** Traffic first, Postgres last. */
  stop() {
    this.#stopping ??= (async () => {
      await Promise.all([
        this.#traffic?.stop(5_000),
        this.#deciding?.stop(5_000),
      ]);
      await this.#portal?.stop();
      const postgres = await this.#postgresStarting?.catch(() => undefined);
      await postgres?.stop();
      this.#release();
    })();
    return this.#stopping;
  }

  /** At once. */
  kill() {
    this.#traffic?.kill();
    this.#deciding?.kill();
    this.#portal?.kill();
    this.#postgres?.kill();
    this.#release();
  }

  /** Somebody may have asked to stop while a step was under way. */
  #goOn() {
    if (this.#stopping) {
      throw new FriendlyError('Stopped before it was ready.');
    }
  }

  /** The portal of a start that was killed still shuts down, which its lost database makes long. */
  async #stopOrphan() {
    const pid = this.options.data.recall('portalPid');
    for (let waited = 0; pid && waited < 5_000; waited += 100) {
      if (!commandOf(pid).includes(PORTAL)) {
        return;
      }
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone in between.
      }
      await sleep(100);
    }
  }

  async #isPortFree() {
    const { port } = this.options;
    // A listener on all addresses also takes the port of one.
    return (
      (await isPortFree(port, '127.0.0.1')) &&
      (await isPortFree(port, '0.0.0.0'))
    );
  }

  async #startDatabase() {
    const { data, throwAway } = this.options;
    const outside = throwAway ? undefined : outsideDatabase(process.env);
    if (outside) {
      return outside;
    }
    const home = data.postgresHome();
    const made = fs.existsSync(path.join(home, 'data/PG_VERSION'));
    await step(made ? 'Starting Postgres' : 'Making a Postgres', async () => {
      const log = fs.createWriteStream(data.logFile('postgres.log'), {
        flags: 'a',
      });
      log.on('error', () => {});
      this.#postgresStarting = startPostgres({
        home,
        port: data.recall('postgresPort'),
        password: data.secret('postgres.password'),
        throwAway,
        onLog: chunk => log.write(chunk),
      });
      this.#postgres = await this.#postgresStarting;
      data.remember('postgresPort', this.#postgres.port);
    });
    return databaseEnv(this.#postgres);
  }

  #configs() {
    const { demo, configs = [] } = this.options;
    const local = path.join(repoRoot, 'app-config.local.yaml');
    return [
      path.join(repoRoot, 'app-config.yaml'),
      ...(demo ? [path.join(repoRoot, 'app-config.demo.yaml')] : []),
      // The user's own file is for the user's own portal, not for tests.
      ...(!this.options.throwAway && fs.existsSync(local) ? [local] : []),
      ...configs,
    ];
  }

  /**
   * The catalog reads its files in the seconds after the first start. Deliveries that come before
   * it knows a repository belong to nobody until a person claims them.
   */
  async #catalogIsRead() {
    const until = Date.now() + 60_000;
    let before = -1;
    while (Date.now() < until) {
      this.#goOn();
      const people = await countPeople(this.address);
      if (people > 0 && people === before) {
        // The door's copy of the catalog is at most two seconds older.
        await sleep(3_000);
        return;
      }
      before = people;
      await sleep(1_500);
    }
  }

  async #startTraffic(env) {
    const { data, historyDays = 90, live = true } = this.options;
    // Kept, so that an interrupted history goes on as the same one (its repeats
    // change nothing), and the live traffic ends what it left under way.
    const until = data.recall('demoHistoryUntil') ?? new Date().toISOString();
    data.remember('demoHistoryUntil', until);
    const history = ['--history-days', `${historyDays}`, '--until', until];
    if (!data.recall('demoHistorySent') && historyDays > 0) {
      await step('Reading the catalog', () => this.#catalogIsRead());
      await step(
        `Sending ${historyDays} days of the demo's history`,
        progress => this.#sendHistory(env, history, progress),
      );
      data.remember('demoHistorySent', new Date().toISOString());
    }
    this.#goOn();
    if (!data.recall('demoDecided') && historyDays > 0) {
      const decided = this.#decide(env, history);
      // Somebody who looks need not wait for it; tests do.
      if (!live) await step('Deciding about findings', () => decided);
    }
    this.#goOn();
    if (live) {
      this.#traffic = this.#demo(env, [...history, '--no-history', '--live']);
    }
  }

  /** What people decided about the findings of the history: the scans are counted first. */
  async #decide(env, history) {
    this.#deciding = this.#demo(env, [
      ...history,
      '--no-history',
      '--decisions',
    ]);
    const code = await this.#deciding.exited;
    if (code === 0 && !this.#stopping) {
      this.options.data.remember('demoDecided', new Date().toISOString());
    }
  }

  async #sendHistory(env, history, progress) {
    this.#traffic = this.#demo(env, history, line =>
      progress(line.trim().slice(0, 60)),
    );
    const sending = this.#traffic;
    const code = await sending.exited;
    if (code !== 0 && !this.#stopping) {
      throw new FriendlyError(
        `The demo's history could not be sent: ${sending
          .tail()
          .trim()
          .slice(-1500)}`,
      );
    }
    progress('');
  }

  #demo(env, args, onLine) {
    return startSource({
      toolchain: this.options.toolchain,
      source: DEMO,
      args: ['--portal', this.address, '--seed', '1', ...args],
      env,
      logFile: this.options.data.logFile('demo.log'),
      onLine,
    });
  }
}

function hasDemo() {
  return fs.existsSync(path.join(repoRoot, DEMO));
}

/** How many people of the demo the catalog knows. */
async function countPeople(address) {
  try {
    const response = await fetch(`${address}/api/auth/demo/start`);
    const { people } = await response.json();
    return people.length;
  } catch {
    return 0;
  }
}
