import { Config } from '@backstage/config';

const thisMachine = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Refuses to start with the demo sign-in in production or when the portal can
 * be reached from other machines.
 */
export function assertDemoAllowed(config: Config): void {
  if (config.getOptionalString('auth.environment') === 'production') {
    throw new Error(
      'The demo sign-in lets anybody in as anybody and does not run in production. Remove auth.providers.demo and set up a real provider.',
    );
  }
  const host = config.getOptionalString('backend.listen.host');
  if (!host || !thisMachine.has(host)) {
    throw new Error(
      `The demo sign-in asks for no password, so backend.listen.host has to be localhost (it is ${
        host ?? 'not set: every address'
      }).`,
    );
  }
}
