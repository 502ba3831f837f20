import { explain } from './friendlyError.mjs';
import { red } from './log.mjs';

/**
 * Runs a command; what goes wrong ends as one sentence and a code.
 *
 * @param {() => Promise<number | void>} command
 */
export async function main(command) {
  try {
    process.exit((await command()) ?? 0);
  } catch (error) {
    process.stderr.write(`\n${red(explain(error))}\n`);
    process.exit(1);
  }
}
