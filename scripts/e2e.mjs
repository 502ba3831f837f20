import { runBrowserTests } from './lib/browserTests.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { say } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

// `yarn test` in packages/e2e; what follows goes to Playwright.
await main(async () => {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const { passed, failed, skipped, output } = await runBrowserTests(
    toolchain,
    () => {},
    process.argv.slice(2),
  );
  say(output);
  say(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed ? 1 : 0;
});
