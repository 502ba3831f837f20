import { setTimeout as sleep } from 'node:timers/promises';

/** A page that listens for signals. */
export interface SignalsClient {
  /** How many signals of the channel came. */
  received(): number;
  close(): void;
}

/** Listens on a channel of a portal's signals, as the web app does. */
export async function openSignals(
  portalUrl: string,
  userToken: string,
  channel: string,
): Promise<SignalsClient> {
  const address = `${portalUrl.replace(/^http/, 'ws')}/api/signals`;
  // The first upgrade only wakes the plugin's listener, as clients know: they try again.
  for (let attempt = 0; attempt < 20; attempt++) {
    const socket = new WebSocket(address, userToken);
    let count = 0;
    socket.addEventListener('message', ({ data }) => {
      const { channel: from }: { channel?: string } = JSON.parse(String(data));
      if (from === channel) count += 1;
    });
    const opened = await new Promise<boolean>(resolve => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
      setTimeout(() => resolve(false), 2_000);
    });
    if (opened) {
      socket.send(JSON.stringify({ action: 'subscribe', channel }));
      // No answer follows a subscription; what is sent next comes after it.
      await sleep(250);
      return { received: () => count, close: () => socket.close() };
    }
    socket.close();
  }
  throw new Error(`No WebSocket at ${address}.`);
}
