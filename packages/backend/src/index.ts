import { ConfigSources } from '@backstage/config-loader';
import { createPortalBackend } from './createPortalBackend';
import { startInTurn } from './startInTurn';

async function main() {
  const source = ConfigSources.default({ watch: false });
  const config = await ConfigSources.toConfig(source);
  // Loads all code, so that the turn is short.
  const backend = createPortalBackend();
  await startInTurn(config, () => backend.start());
}

main().catch(error => {
  // Backstage only logs it and goes on answering 503; who started us should hear that it failed.
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
