import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  demoSourceNames,
  demoSources,
  secretVariable,
} from './organisation/sources';
import { Senders } from './send/requestOf';

export const HELP = `Sends the traffic of the demo organisation through the portal's door.

  --portal URL          where the portal is (http://localhost:7007)
  --source ID           GitHub's source of the door (demo-github)
  --seed N              another seed, another history (1)
  --history-days N      how much history, 0 to 730 (90)
  --detail-days N       of how many last days every word is told (2)
  --scale F             how busy, 0.01 to 10 (1)
  --until ISO           where the history ends (now)
  --no-history          sends none; with --live, ends what it left open
  --decisions           decides about findings, once their scans are counted
  --live                goes on with a run every 10 to 20 seconds
  --live-interval S     seconds between two (15)
  --concurrency N       requests at the same time, 1 to 256 (32)
  --help

QUARTERDECK_DEMO_GITHUB_SECRET is the secret of GitHub's source. The other senders
have QUARTERDECK_DEMO_<SENDER>_SECRET each; without one they send nothing.`;

const number = (low: number, high: number) =>
  z.coerce.number({ error: 'not a number' }).min(low).max(high);
const whole = (low: number, high: number) =>
  z.coerce.number({ error: 'not a number' }).int().min(low).max(high);

const argumentsSchema = z.object({
  portal: z
    .url({ protocol: /^https?$/, error: 'not an http(s) URL' })
    .default('http://localhost:7007'),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not the id of a source')
    .default('demo-github'),
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(1),
  'history-days': number(0, 730).default(90),
  'detail-days': number(0, 730).default(2),
  scale: number(0.01, 10).default(1),
  until: z.iso
    .datetime({ offset: true, error: 'not a time like 2026-09-17T10:00:00Z' })
    .transform(text => new Date(text))
    .optional(),
  'no-history': z.boolean().default(false),
  decisions: z.boolean().default(false),
  live: z.boolean().default(false),
  'live-interval': number(1, 3600).default(15),
  concurrency: whole(1, 256).default(32),
});

/** What the command line asks for. */
export type CliArguments = z.output<typeof argumentsSchema>;

/** The command line as a value, or a sentence about what is wrong with it. */
export type CliArgumentsOutcome =
  | { kind: 'run'; options: CliArguments; senders: Senders }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

/** Reads the command line and the secrets. */
export function readArguments(
  args: string[],
  env: Record<string, string | undefined>,
): CliArgumentsOutcome {
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({
      args,
      allowPositionals: false,
      options: {
        portal: { type: 'string' },
        source: { type: 'string' },
        seed: { type: 'string' },
        'history-days': { type: 'string' },
        'detail-days': { type: 'string' },
        scale: { type: 'string' },
        until: { type: 'string' },
        'no-history': { type: 'boolean' },
        decisions: { type: 'boolean' },
        live: { type: 'boolean' },
        'live-interval': { type: 'string' },
        concurrency: { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return {
      kind: 'wrong',
      message: error instanceof Error ? error.message : `${error}`,
    };
  }
  if (values.help) return { kind: 'help' };
  const read = argumentsSchema.safeParse(values);
  if (!read.success) {
    const [issue] = read.error.issues;
    return {
      kind: 'wrong',
      message: `--${issue.path.join('.')}: ${issue.message}`,
    };
  }
  const senders = sendersOf(read.data.source, env);
  if (!senders.github) {
    return {
      kind: 'wrong',
      message: `${secretVariable('github')} is not set.`,
    };
  }
  return { kind: 'run', options: read.data, senders };
}

/** Everybody whose secret is known. */
function sendersOf(
  github: string,
  env: Record<string, string | undefined>,
): Senders {
  const senders: Senders = {};
  for (const name of demoSourceNames) {
    const secret = env[secretVariable(name)];
    const source = name === 'github' ? github : demoSources[name];
    if (secret) senders[name] = { source, secret };
  }
  return senders;
}
