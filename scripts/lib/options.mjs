import { parseArgs } from 'node:util';
import { FriendlyError } from './friendlyError.mjs';

/**
 * Reads a command's options; an unknown one is refused with the help.
 *
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {string} help
 * @param {{ allowPositionals?: boolean }} [settings]
 */
export function readOptions(options, help, settings = {}) {
  let parsed;
  try {
    parsed = parseArgs({
      args: process.argv.slice(2),
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: settings.allowPositionals ?? false,
    });
  } catch (error) {
    throw new FriendlyError(`${error.message.split('\n')[0]}\n\n${help}`);
  }
  if (parsed.values.help) {
    process.stdout.write(`${help}\n`);
    process.exit(0);
  }
  return parsed;
}

/**
 * @param {string | undefined} value
 * @param {string} option
 */
export function readPort(value, option) {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new FriendlyError(
      `${option} wants a port number between 1 and 65535, not "${value}".`,
    );
  }
  return port;
}
