import { CliArguments } from './cliArguments';
import { decideSecurity } from './decisions/decideSecurity';
import { DAY, MINUTE } from './history/clock';
import { Commit } from './history/plan';
import { HistoryPlan, planHistory } from './history/planHistory';
import { createRandom } from './history/random';
import { scenes } from './history/scenes';
import { createLiveTraffic } from './live/createLiveTraffic';
import { runLive } from './live/runLive';
import { DemoRepository } from './organisation/repositories';
import { createSender, Sender, SendCounts } from './send/createSender';
import { freezeWeekend } from './send/freezeWeekend';
import { Senders } from './send/requestOf';

const PROGRESS_MS = 1_000;
/** How long the red branches of the history's end stay as they are. */
const REST = 30 * MINUTE;
/** The portal's stop waits five seconds for the traffic to end. */
const LAST_WORDS_MS = 4_000;

/** Sends what the command line asks for; ends when it is sent, or with the signal. */
export async function sendDemo(
  options: CliArguments,
  senders: Senders,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<SendCounts> {
  const to = options.until ?? new Date();
  const days = options['history-days'];
  const plan =
    days > 0
      ? planHistory({
          seed: options.seed,
          from: new Date(to.getTime() - days * DAY),
          to,
          scale: options.scale,
          detailDays: options['detail-days'],
        })
      : undefined;
  const senderOptions = {
    portal: options.portal,
    senders,
    onRefused: (line: string) => print(`Refused: ${line}`),
    concurrency: options.concurrency,
  };
  const sender = createSender({ ...senderOptions, signal });
  try {
    if (plan && !options['no-history']) {
      await sendHistory(plan, sender, print);
      print(await freezeWeekend(options.portal, to));
    }
  } finally {
    await sender.close();
  }
  const pipelines = senders.reports;
  if (plan && options.decisions && pipelines) {
    print(
      await decideSecurity({
        portal: options.portal,
        token: pipelines.secret,
        history: plan.history,
        now: to,
      }),
    );
  }
  if (!options.live) return sender.counts;

  const startedAt = Date.now();
  const ending = new AbortController();
  const live = createSender({ ...senderOptions, signal: ending.signal });
  const onStop = () => {
    setTimeout(() => ending.abort(), LAST_WORDS_MS).unref();
  };
  signal.addEventListener('abort', onStop, { once: true });
  try {
    print('Live: one run begins every few seconds');
    await runLive({
      traffic: createLiveTraffic({
        seed: options.seed,
        startedAt,
        heads: plan && headsOf(plan),
        released: plan && { versions: versionsOf(plan), at: to.getTime() },
        resting: {
          repositories: new Set(
            scenes.flatMap(({ failing, repository }) =>
              failing ? [repository] : [],
            ),
          ),
          until: to.getTime() + REST,
        },
      }),
      afterwards: plan?.afterwards ?? [],
      sender: live,
      signal,
      random: createRandom(options.seed, 'pace', startedAt),
      intervalSeconds: options['live-interval'],
    });
  } finally {
    await live.close();
  }
  return live.counts;
}

async function sendHistory(
  { history, runs }: HistoryPlan,
  sender: Sender,
  print: (line: string) => void,
): Promise<void> {
  const started = Date.now();
  let sent = 0;
  let printedAt = started;
  await sender.sendAll(history, () => {
    sent += 1;
    const now = Date.now();
    if (now - printedAt < PROGRESS_MS) return;
    printedAt = now;
    const percent = Math.floor((sent / history.length) * 100);
    const rate = Math.round((sent / (now - started)) * 1000);
    print(`${percent} % of ${history.length} deliveries, ${rate}/s`);
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const { accepted, repeated, refused, leftOut } = sender.counts;
  const without = leftOut ? `, ${leftOut} of senders without a secret` : '';
  print(
    `${runs.length} runs in ${history.length} deliveries, ${seconds} s: ${accepted} new, ${repeated} known, ${refused} refused${without}`,
  );
}

/** Where the default branches stand at the end. */
function headsOf({ runs }: HistoryPlan): Map<string, Commit> {
  return new Map(
    runs
      .filter(({ run }) => run.event === 'push')
      .map(({ run }) => [run.repository.name, run.commit]),
  );
}

/** What was released last, by name of the repository. */
function versionsOf({ runs }: HistoryPlan) {
  const versions = new Map<string, DemoRepository['version']>();
  for (const { run } of runs) {
    const parts = run.isRollback ? [] : (run.release ?? '').split('.');
    const [major, minor, patch] = parts.map(Number);
    if (parts.length === 3) {
      versions.set(run.repository.name, [major, minor, patch]);
    }
  }
  return versions;
}
