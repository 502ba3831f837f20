import { quantile } from './api.mjs';

/** What the browser counts of the page's thread. */
const PARTS = {
  work: 'TaskDuration',
  script: 'ScriptDuration',
  style: 'RecalcStyleDuration',
  layout: 'LayoutDuration',
};

/** A page of plain lines in a box that scrolls: what a browser can do at best. */
export const plainPage = rows => `<!doctype html><title>Plain</title>
<div id="list" style="height:600px;overflow:auto"></div>
<script>
  const list = document.getElementById('list');
  list.innerHTML = Array.from({ length: ${rows} }, (_, n) =>
    '<div style="height:44px;contain:strict">Line ' + n + '</div>').join('');
</script>`;

/**
 * Scrolls a box down and up at the speed of a quick hand, 3,000 pixels a second, and
 * gives the times between frames and the work of one.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} selector
 * @param {{ seconds: number, pixelsPerSecond?: number }} options
 */
export async function measureScroll(
  page,
  selector,
  { seconds, pixelsPerSecond = 3000 },
) {
  const cdp = await page.context().newCDPSession(page);
  // The thread's own time: what other processes take meanwhile is not in it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(
      Object.entries(PARTS).map(([part, counter]) => [
        part,
        metrics.find(({ name }) => name === counter).value * 1000,
      ]),
    );
  };
  const before = await worked();
  const frames = await page.evaluate(
    ([box, wholeMs, speed]) =>
      new Promise(resolve => {
        const scroller = document.querySelector(box);
        const times = [];
        scroller.scrollTop = 0;
        let last = performance.now();
        const end = last + wholeMs;
        let direction = 1;
        const frame = now => {
          const passed = now - last;
          last = now;
          times.push(passed);
          const place = scroller.scrollTop;
          scroller.scrollTop = place + direction * speed * (passed / 1000);
          if (scroller.scrollTop === place) direction = -direction;
          if (now < end) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    [selector, seconds * 1000, pixelsPerSecond],
  );
  const after = await worked();
  const perFrame = part => (after[part] - before[part]) / frames.length;
  await cdp.detach();
  // The first frames still belong to what was before.
  const samples = frames.slice(5);
  return {
    frames: samples.length,
    // Of the page's own thread: what other processes take is not in it.
    workMs: perFrame('work'),
    scriptMs: perFrame('script'),
    styleMs: perFrame('style'),
    layoutMs: perFrame('layout'),
    p50: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    worst: Math.max(...samples),
    overLimit: samples.filter(ms => ms > 20).length,
  };
}
