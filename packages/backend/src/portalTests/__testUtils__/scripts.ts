import path from 'node:path';

/** A portal process of `scripts/lib/portal.mjs`. */
export interface PortalProcess {
  pid: number | undefined;
  exited: Promise<number | null>;
  isRunning(): boolean;
  kill(): void;
}

/** A Postgres of `scripts/lib/postgres.mjs`. */
export interface OwnPostgres {
  port: number;
  connectionString: string;
  stop(): Promise<void>;
}

/** What these tests use of `scripts/lib`; its types are comments there. */
interface Scripts {
  startPortal(options: {
    toolchain: { node: string; env: NodeJS.ProcessEnv };
    port: number;
    configs: string[];
    env: NodeJS.ProcessEnv;
    logFile: string;
    onStarted(portal: PortalProcess): void;
  }): Promise<PortalProcess>;
  startPostgres(options: {
    home: string;
    password: string;
    port?: number;
    settings?: Record<string, string | number>;
  }): Promise<OwnPostgres>;
  findFreePort(): Promise<number>;
}

/** Root of the repository. */
export const repoRoot = path.resolve(__dirname, '../../../../..');

/** The code behind `npm start`, so that tests start what users start. */
export function loadScripts(): Scripts {
  // Jest's own `require` knows no ES modules; Node's does.
  const load = process
    .getBuiltinModule('node:module')
    .createRequire(__filename);
  const lib = (name: string) => load(path.join(repoRoot, 'scripts/lib', name));
  return {
    startPortal: lib('portal.mjs').startPortal,
    startPostgres: lib('postgres.mjs').startPostgres,
    findFreePort: lib('ports.mjs').findFreePort,
  };
}
