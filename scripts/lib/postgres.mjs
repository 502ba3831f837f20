import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from './commandOf.mjs';
import { explainOutput, FriendlyError } from './friendlyError.mjs';
import { findFreePort, isPortFree } from './ports.mjs';
import { postgresBinaries, postgresUser } from './postgresBinaries.mjs';

const DATABASE = 'quarterdeck';

// Postgres is held by a shell that waits for the end of its input: when we are killed, the pipe
// closes and Postgres stops by itself, so that no SIGKILL of ours leaves one behind.
const KEEPER = `
"$@" <&- 3<&- & server=$!
( read -r _ <&3; kill -INT $server 2>/dev/null ) & keeper=$!
exec 3<&-
wait $server; code=$?
kill $keeper 2>/dev/null
[ -n "$REMOVE_WHEN_STOPPED" ] && rm -rf "$REMOVE_WHEN_STOPPED"
exit $code
`;

/**
 * A running Postgres.
 *
 * @typedef {object} RunningPostgres
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {string} database
 * @property {string} connectionString of the portal's database
 * @property {string} superuserConnectionString of the database `postgres`, for those who make their own
 * @property {Promise<number | null>} exited
 * @property {() => Promise<void>} stop ends connections, writes a checkpoint, and waits for the end
 * @property {() => void} kill at once; the next start recovers
 */

/**
 * @typedef {object} StartOptions
 * @property {string} home the folder that is Postgres's own; its data is in `data` below
 * @property {string} password
 * @property {number} [port] the one to try first
 * @property {Record<string, string | number>} [settings]
 * @property {boolean} [throwAway] delete all of it when it stops, and make nothing durable
 * @property {(line: string) => void} [onLog]
 */

/**
 * Starts a Postgres in a folder; makes the cluster first where there is none.
 *
 * @param {StartOptions} options
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres(options) {
  const user = postgresUser();
  const binaries = postgresBinaries(user);
  const data = path.join(options.home, 'data');
  const onLog = options.onLog ?? (() => {});
  fs.mkdirSync(options.home, { recursive: true });
  if (user) {
    fs.chownSync(options.home, user.uid, user.gid);
  }
  if (fs.existsSync(path.join(data, 'PG_VERSION'))) {
    await stopLeftOver(data);
  } else {
    initialise({ ...options, binaries, data, user });
  }
  let port = options.port;
  if (!port || !(await isPortFree(port))) {
    port = await findFreePort();
  }
  // Only one of two that look for a port at the same instant gets it; the other looks again.
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch({ ...options, binaries, data, user, port, onLog });
    } catch (error) {
      if (attempt === 5 || !/Address already in use/i.test(error.message)) {
        throw error;
      }
      port = await findFreePort();
    }
  }
}

function initialise({ home, password, throwAway, binaries, data, user }) {
  // A folder without PG_VERSION is what an interrupted initdb left.
  fs.rmSync(data, { recursive: true, force: true });
  const passwordFile = path.join(home, 'initial-password');
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) {
    fs.chownSync(passwordFile, user.uid, user.gid);
  }
  const flags = [
    `--pgdata=${data}.new`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    `--auth=${throwAway ? 'trust' : 'scram-sha-256'}`,
    '--encoding=UTF8',
    // Postgres's own order of text, so that data moves between machines and C libraries.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(throwAway ? ['--no-sync'] : []),
  ];
  const run = (name, args, input) => {
    const result = spawnSync(path.join(binaries, 'bin', name), args, {
      ...user,
      cwd: home,
      input,
      encoding: 'utf8',
      env: serverEnv(),
    });
    if (result.status !== 0) {
      const output = `${result.error ?? ''}${result.stderr ?? ''}`;
      throw new FriendlyError(
        explainOutput(output) ??
          `Postgres could not make its data folder ${data}: ${output.trim()}`,
      );
    }
  };
  try {
    fs.rmSync(`${data}.new`, { recursive: true, force: true });
    run('initdb', flags);
    run(
      'postgres',
      ['--single', '-D', `${data}.new`, 'postgres'],
      `CREATE DATABASE ${DATABASE};\n`,
    );
    fs.renameSync(`${data}.new`, data);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

function launch(options) {
  const { home, password, settings, throwAway, binaries, data, user, port } =
    options;
  const all = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(throwAway
      ? {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: 0,
          max_connections: 200,
        }
      : {
          max_connections: 200,
          max_wal_size: '2GB',
          // Nothing follows its log: indexes and new tables need not be written
          // there too, for they are on disk before they count.
          wal_level: 'minimal',
          max_wal_senders: 0,
        }),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const child = spawn(
    'sh',
    [
      '-c',
      KEEPER,
      'sh',
      path.join(binaries, 'bin/postgres'),
      '-D',
      data,
      ...flags,
    ],
    {
      ...user,
      cwd: home,
      // A group of its own: Ctrl-C is for us alone, and Postgres stops last.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...serverEnv(), REMOVE_WHEN_STOPPED: throwAway ? home : '' },
    },
  );
  const holder = child.stdio[3];
  holder.on('error', () => {});
  const exited = new Promise(resolve => {
    child.once('exit', code => resolve(code));
    child.once('error', () => resolve(null));
  });
  let recent = '';
  let ready = false;

  return new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', chunk => {
      options.onLog(chunk);
      if (ready) {
        return;
      }
      recent = (recent + chunk).slice(-20_000);
      if (recent.includes('database system is ready to accept connections')) {
        ready = true;
        resolve(running());
      }
    });
    exited.then(() =>
      reject(
        new FriendlyError(
          explainOutput(recent) ??
            `Postgres did not start in ${data}: ${
              recent.trim() || 'it said nothing'
            }`,
        ),
      ),
    );
  });

  function running() {
    const address = `127.0.0.1:${port}`;
    const secret = throwAway ? '' : `:${encodeURIComponent(password)}`;
    return {
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: DATABASE,
      connectionString: `postgres://postgres${secret}@${address}/${DATABASE}`,
      superuserConnectionString: `postgres://postgres${secret}@${address}/postgres`,
      exited,
      stop: async () => {
        holder.end();
        await exited;
      },
      kill: () => {
        const pid = serverPid(data);
        if (pid) {
          signal(pid, 'SIGQUIT');
        }
        holder.destroy();
      },
    };
  }
}

/**
 * After a SIGKILL of ours the server stops by itself, which may take a moment; a pid file without
 * its server is put right by Postgres.
 *
 * @param {string} data
 */
async function stopLeftOver(data) {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const pid = serverPid(data);
    if (!pid || !commandOf(pid).includes(data)) {
      // Else Postgres may take another process of that number for its own server.
      fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
      return;
    }
    if (waited === 0) {
      signal(pid, 'SIGINT');
    }
    if (waited === 20_000) {
      signal(pid, 'SIGQUIT');
    }
    await sleep(100);
  }
  throw new FriendlyError(
    `Another Postgres still uses ${data}: stop the process ${serverPid(
      data,
    )} and start again.`,
  );
}

function serverPid(data) {
  try {
    const [first] = fs
      .readFileSync(path.join(data, 'postmaster.pid'), 'utf8')
      .split('\n');
    return Number(first) || undefined;
  } catch {
    return undefined;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

function serverEnv() {
  // PGDATA, PGPORT and the like of the user's shell are not meant for this server.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith('PG')),
  );
  return { ...env, LC_ALL: 'C', LC_MESSAGES: 'C' };
}
