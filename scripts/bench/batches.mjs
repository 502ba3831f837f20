import http from 'node:http';

/**
 * Sends NDJSON batches over a few connections.
 *
 * @param {object} options
 * @param {{address: string, token: string}} options.portal
 * @param {Iterable<string>} options.batches bodies; made while others are on their way
 * @param {number} [options.connections]
 * @returns {Promise<{requests: number, seconds: number}>}
 */
export async function sendBatches({ portal, batches, connections = 4 }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const iterator = batches[Symbol.iterator]();
  const started = process.hrtime.bigint();
  let requests = 0;
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      await post(portal, agent, next.value);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { requests, seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

/** Posts one batch; waits and repeats when the door asks for it. */
export async function post(portal, agent, body) {
  for (let tries = 0; tries < 20; tries++) {
    const { status, text } = await once(portal, agent, body);
    if (status === 202 || status === 200) return;
    if (status !== 503 && status !== 429) {
      throw new Error(`The door answered ${status}: ${text.slice(0, 300)}`);
    }
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  throw new Error('The door stayed busy.');
}

function once(portal, agent, body) {
  const url = new URL('/api/ingest/v1/events', portal.address);
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/x-ndjson',
          'content-length': Buffer.byteLength(body),
          authorization: `Bearer ${portal.token}`,
        },
      },
      response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Bodies of `size` events each. @param {Iterable<object>} events @param {number} size */
export function* inBatches(events, size) {
  let lines = [];
  for (const event of events) {
    lines.push(JSON.stringify(event));
    if (lines.length === size) {
      yield lines.join('\n');
      lines = [];
    }
  }
  if (lines.length > 0) yield lines.join('\n');
}
