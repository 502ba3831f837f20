import { explain, FriendlyError } from './lib/friendlyError.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bold, duration, red, say, step } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { stages } from './lib/testStages.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const HELP = `npm test -- [options]

  --only <stages>  some of: ${stages.map(({ id }) => id).join(', ')}`;

await main(async () => {
  const { values } = readOptions({ only: { type: 'string' } }, HELP);
  const chosen = choose(values.only);
  const started = Date.now();
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);

  const results = [];
  for (const stage of chosen) {
    results.push({ stage, ...(await runStage(stage, toolchain)) });
  }
  return sumUp(results, Date.now() - started);
});

function choose(only) {
  if (!only) {
    return stages;
  }
  const ids = only.split(',').map(id => id.trim());
  const unknown = ids.find(id => !stages.some(stage => stage.id === id));
  if (unknown) {
    throw new FriendlyError(`There is no stage "${unknown}".\n\n${HELP}`);
  }
  return stages.filter(({ id }) => ids.includes(id));
}

/**
 * @param {import('./lib/testStages.mjs').Stage} stage
 * @param {import('./lib/toolchain.mjs').Toolchain} toolchain
 */
async function runStage(stage, toolchain) {
  const started = Date.now();
  let result;
  try {
    result = await step(
      stage.title,
      progress => stage.run(toolchain, progress),
      ({ failed }) => failed === 0,
    );
  } catch (error) {
    result = { passed: 0, failed: 1, skipped: [], output: explain(error) };
  }
  if (result.failed) {
    say(`\n${result.output ?? ''}\n${red(`${stage.title}: failed`)}\n`);
  }
  return { ...result, took: Date.now() - started };
}

function sumUp(results, took) {
  say(`\n${bold('Summary')}`);
  const width = Math.max(...results.map(({ stage }) => stage.title.length));
  for (const { stage, passed, failed, skipped, took: time } of results) {
    const counts = [passed, failed, skipped.length].map(n =>
      `${n}`.padStart(6),
    );
    say(
      `  ${stage.title.padEnd(width)} ${counts[0]} passed ${counts[1]} failed ${
        counts[2]
      } skipped  ${duration(time)}`,
    );
  }
  const skipped = results.flatMap(result => result.skipped);
  const unexplained = skipped.filter(({ reason }) => !reason);
  for (const { name, reason } of skipped) {
    say(`  skipped: ${name} (${reason ?? red('no reason given')})`);
  }
  if (unexplained.length) {
    say(red('  A test may be skipped only with a reason (`skipped: …`).'));
  }
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  say(`  in ${duration(took)}\n`);
  say(`${sum('passed')} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed || unexplained.length ? 1 : 0;
}
