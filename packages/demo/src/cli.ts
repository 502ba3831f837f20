import { HELP, readArguments } from './cliArguments';
import { sendDemo } from './sendDemo';

const STOPPED = 130;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2), process.env);
  if (read.kind === 'help') {
    print(HELP);
    return 0;
  }
  if (read.kind === 'wrong') {
    process.stderr.write(`${read.message}\nSee --help.\n`);
    return 2;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort());
  }
  try {
    const { refused } = await sendDemo(
      read.options,
      read.senders,
      stop.signal,
      print,
    );
    if (refused > 0) {
      process.stderr.write(`The door refused ${refused} deliveries.\n`);
      return 1;
    }
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return read.options.live ? 0 : STOPPED;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

main().then(
  // The transform keeps a channel to its parent open; nothing of ours is left to do.
  code => process.exit(code),
  error => {
    process.stderr.write(`${error}\n`);
    process.exit(1);
  },
);
