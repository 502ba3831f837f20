import path from 'node:path';
import { DataFolder } from './lib/dataFolder.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bold, duration, say } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { readOptions, readPort } from './lib/options.mjs';
import { stateFolder } from './lib/paths.mjs';
import { PortalStack } from './lib/portalStack.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { ensureWebBuild } from './lib/webBuild.mjs';

const INTERRUPTED = new Error('interrupted');

const HELP = `npm start -- [options]

  --port <number>    where the portal listens (7007)
  --no-demo          without the demo organisation and its sign-in
  --data-dir <path>  where Postgres, keys and logs are kept (.quarterdeck/data)
  --config <file>    a configuration file over ours; may be repeated
  DATABASE_URL       an address like postgres://user:password@host:5432/database
                     (or POSTGRES_HOST and the like): a Postgres of your own`;

await main(async () => {
  const { values } = readOptions(
    {
      port: { type: 'string', default: process.env.PORT ?? '7007' },
      'no-demo': { type: 'boolean', default: false },
      'data-dir': { type: 'string' },
      config: { type: 'string', multiple: true, default: [] },
    },
    HELP,
  );
  const port = readPort(values.port, '--port');
  const started = Date.now();
  const data = new DataFolder(
    values['data-dir'] ?? path.join(stateFolder, 'data'),
  );
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  await ensureWebBuild(toolchain);
  const stack = new PortalStack({
    toolchain,
    data,
    port,
    demo: !values['no-demo'],
    configs: values.config,
  });
  const interrupted = stopOnSignal(stack);
  try {
    await Promise.race([stack.start(), interrupted]);
    sayWhere(stack, values['no-demo'], Date.now() - started);
    say(`\n${await Promise.race([stack.failed(), interrupted])}`);
    await stack.stop();
    return 1;
  } catch (error) {
    await stack.stop();
    if (error !== INTERRUPTED) {
      throw error;
    }
    say('Stopped.');
    return 0;
  }
});

/**
 * The first signal asks everything to stop, the second one does not ask.
 *
 * @param {PortalStack} stack
 * @returns {Promise<never>}
 */
function stopOnSignal(stack) {
  return new Promise((_, reject) => {
    let asked = false;
    const onSignal = () => {
      if (asked) {
        stack.kill();
        process.exit(130);
      }
      asked = true;
      say('\nStopping; press Ctrl-C again to stop at once.');
      reject(INTERRUPTED);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, onSignal);
    }
  });
}

/**
 * @param {PortalStack} stack
 * @param {boolean} withoutDemo
 * @param {number} took
 */
function sayWhere(stack, withoutDemo, took) {
  const signIn = withoutDemo
    ? 'sign in as your configuration says'
    : 'choose a person of the demo organisation to sign in';
  say(
    `\nReady in ${duration(took)}: open ${bold(
      stack.address,
    )}, ${signIn}; Ctrl-C stops it.`,
  );
}
