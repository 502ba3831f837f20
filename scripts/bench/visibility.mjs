import http from 'node:http';
import { ask, pause, quantile } from './api.mjs';
import { inBatches, post } from './batches.mjs';
import { eventsOfRun, finishedRun } from './benchEvents.mjs';

const PER_SECOND = 1000;
const EVERY_MS = 50;

/**
 * (c) From the 202 of a run to the moment the pipelines query shows it, while
 * 1,000 events per second arrive.
 *
 * @param {{address: string, token: string}} portal
 * @param {{ seconds: number, firstRun: number }} size
 */
export async function visibility(portal, size) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  const until = Date.now() + size.seconds * 1000;
  let run = size.firstRun;
  let sent = 0;

  const traffic = async () => {
    const started = Date.now();
    while (Date.now() < until) {
      const due = ((Date.now() - started) / 1000) * PER_SECOND;
      const events = [];
      while (sent + events.length < due) {
        events.push(...eventsOfRun(run));
        run += 1;
      }
      if (events.length > 0) {
        const [body] = inBatches(events, events.length);
        await post(portal, agent, body);
        sent += events.length;
      }
      await pause(EVERY_MS);
    }
  };

  const samples = [];
  const markers = async () => {
    let marker = 50_000_000;
    while (Date.now() < until) {
      const event = finishedRun(marker);
      await post(portal, agent, JSON.stringify(event));
      const answered = performance.now();
      const { instance, externalId } = event.data;
      const path = `/api/pipelines/v1/runs/${instance}/${externalId}/1`;
      while ((await ask(portal, path)).status !== 200) {
        if (performance.now() - answered > 30_000) {
          throw new Error('A run was not visible after 30 s.');
        }
        await pause(5);
      }
      samples.push(performance.now() - answered);
      marker += 1;
      await pause(100);
    }
  };

  await Promise.all([traffic(), markers()]);
  agent.destroy();
  return {
    samples: samples.length,
    eventsPerSecond: sent / size.seconds,
    p50Ms: quantile(samples, 0.5),
    p95Ms: quantile(samples, 0.95),
    nextRun: run,
  };
}
