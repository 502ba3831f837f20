import { ensureInstalled } from './lib/install.mjs';
import { say } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { ensureWebBuild } from './lib/webBuild.mjs';

// `npm run build`: installs and builds without starting, as an image does.
await main(async () => {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  await ensureWebBuild(toolchain);
  say('The web app is current.');
});
