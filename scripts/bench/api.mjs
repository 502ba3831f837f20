/** Reads of the benchmark against the portal's own API. */

/** @param {number} ms */
export const pause = ms =>
  new Promise(resolve => {
    setTimeout(resolve, ms);
  });

/** @param {{address: string, token: string}} portal @param {string} path @param {RequestInit} [init] */
export async function ask(portal, path, init = {}) {
  const response = await fetch(`${portal.address}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${portal.token}`, ...init.headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text && response.ok ? JSON.parse(text) : text,
  };
}

/** The reader `pipelines` as the ingest page sees it. */
export async function reader(portal) {
  const { body } = await ask(portal, '/api/ingest/v1/readers');
  const found = body.items.find(item => item.consumer === 'pipelines');
  if (!found) throw new Error('The reader "pipelines" is not there.');
  return found;
}

/** Waits until every reader has read all: one that still works slows what is measured next. */
export async function caughtUp(portal) {
  for (;;) {
    const { body } = await ask(portal, '/api/ingest/v1/readers');
    const stopped = body.items.find(item => item.state === 'stopped');
    if (stopped) throw new Error(`The reader ${stopped.consumer} stopped.`);
    if (
      body.items.every(item => item.state === 'running' && item.behind === 0)
    ) {
      return;
    }
    await pause(100);
  }
}

/** The value below which `share` of the samples lie. @param {number[]} samples @param {number} share */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
