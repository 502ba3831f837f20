import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { READY } from './chaosNames';
import type { ChaosAssignment } from './chaosWorker';

/** A worker in a process of its own. */
export interface ChaosProcess {
  role: ChaosAssignment['role'];
  name: string;
  /** Settles when it works. Rejects when it ended before that. */
  ready: Promise<void>;
  isReady(): boolean;
  /** SIGKILL, and waits until the process is gone and its output read. */
  kill(): Promise<void>;
}

/** Starts a worker; `acknowledge` hears each word after its commit. */
export function startChaosProcess(
  assignment: ChaosAssignment,
  acknowledge: (word: string) => void,
): ChaosProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath('@quarterdeck/event-log', 'src/chaos/chaosWorker.ts'),
      JSON.stringify(assignment),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { stdout, stdin } = child;
  if (!stdout || !stdin) throw new Error('the worker has no pipes');
  stdin.on('error', () => undefined);
  const closed = once(child, 'close');
  let works = false;
  const ready = new Promise<void>((resolve, reject) => {
    // A killed process may leave half a line, which promises nothing.
    let rest = '';
    stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === READY) {
          works = true;
          resolve();
        } else {
          line.split(' ').forEach(acknowledge);
        }
      }
    });
    closed.then(() => reject(new Error('A worker ended before it worked')));
  });
  ready.catch(() => undefined);

  return {
    role: assignment.role,
    name: assignment.name,
    ready,
    isReady: () => works,
    async kill() {
      works = false;
      child.kill('SIGKILL');
      await closed;
    },
  };
}
