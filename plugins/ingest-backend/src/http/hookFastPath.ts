import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { unavailable } from '../service/refusal';
import { refusalAnswer, sendAnswer } from './answer';

/** Takes one webhook. */
export type HookReceiver = (
  request: IncomingMessage,
  response: ServerResponse,
  sourceId: string,
) => Promise<void>;

/** The receiver of one backend, once it is open. */
interface HookSlot {
  receiver?: HookReceiver;
}

// One slot per backend: the root config is the one object that both the root
// router's `configure` and the plugin are handed.
const slots = new WeakMap<RootConfigService, HookSlot>();

const slotOf = (config: RootConfigService): HookSlot => {
  let slot = slots.get(config);
  if (!slot) {
    slot = {};
    slots.set(config, slot);
  }
  return slot;
};

const prefix = '/api/ingest/v1/hooks/';

/** The source in the address of a webhook; `undefined` for any other address. */
export function hookSourceId(url: string | undefined): string | undefined {
  if (!url?.startsWith(prefix)) return undefined;
  const end = url.indexOf('?');
  const id = url.slice(prefix.length, end === -1 ? undefined : end);
  return /^[A-Za-z0-9-]{1,63}\/?$/.test(id) ? id.replace('/', '') : undefined;
}

/**
 * Serves webhooks ahead of Backstage's middleware, which would cost several
 * times what storing them does: none of it (cookies, CORS, compression,
 * credentials) means anything to a signed request of a machine. All other
 * requests go on as before.
 *
 * Call it in `rootHttpRouterServiceFactory({ configure })` with the `server` and
 * `config` given there, after `applyDefaults()`. Without it webhooks work as
 * well, through the plugin's own router.
 */
export function mountHookFastPath(options: {
  server: Server;
  config: RootConfigService;
}): void {
  const { server, config } = options;
  const slot = slotOf(config);
  // Not a listener: instrumentation wraps `emit`, and its context for a request
  // whose spans are the door's own costs as much as checking its signature.
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...args: unknown[]): boolean => {
    const [request, response] = args;
    if (
      event !== 'request' ||
      !(request instanceof IncomingMessage) ||
      !(response instanceof ServerResponse)
    ) {
      return emit(event, ...args);
    }
    const sourceId = hookSourceId(request.url);
    if (sourceId === undefined) return emit(event, ...args);
    if (slot.receiver) {
      void slot.receiver(request, response, sourceId);
    } else {
      sendAnswer(
        request,
        response,
        refusalAnswer(unavailable('The portal is starting or stopping.', 2)),
      );
    }
    return true;
  };
}

/** Opens the fast path of this backend; the returned function closes it. */
export function openHookFastPath(
  config: RootConfigService,
  receiver: HookReceiver,
): () => void {
  const slot = slotOf(config);
  slot.receiver = receiver;
  return () => {
    slot.receiver = undefined;
  };
}
