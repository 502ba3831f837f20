import { IncomingMessage, ServerResponse } from 'node:http';
import {
  DeliveryHeaders,
  isForm,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { cleanText } from '../service/decodeJson';
import { NewDelivery } from '../service/delivery';
import { DoorDesk, repeatKey } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { FailureLimit } from '../service/rateLimit';
import { readHook } from '../service/readHook';
import { newReceipt } from '../service/receipt';
import { RefusalError, refuse } from '../service/refusal';
import { traceparent } from '../service/traceparent';
import { answerDoor, DoorResult } from './doorRequest';
import {
  BodyBudget,
  contentEncoding,
  readBody,
  refuseTooLong,
  unpackBody,
} from './readBody';

/** A source that may receive webhooks. */
export type HookSource = DoorSource & { provider: WebhookProvider };

/** 429 with the time to come back. */
export const tooMany = (seconds: number, message: string) =>
  new RefusalError({
    ...refuse(429, 'TooManyRequestsError', message),
    retryAfterSeconds: seconds,
  });

/** The source of a webhook's address, if it is open. */
export function hookSource(desk: DoorDesk, sourceId: string): HookSource {
  const source = desk.sources.get(sourceId);
  if (!source) {
    throw new RefusalError(
      refuse(
        404,
        'NotFoundError',
        'There is no source of this name. Look at the address in ingest.sources.',
      ),
    );
  }
  const { provider } = source;
  if (!provider) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${sourceId}" takes no webhooks: no module reads the kind "${source.config.kind}".`,
      ),
    );
  }
  if (source.config.secrets.length === 0) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${sourceId}" has no secret, so its webhooks are refused. Set ingest.sources.${sourceId}.secrets.`,
      ),
    );
  }
  return { ...source, provider };
}

const jsonType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** Webhooks are JSON, or forms where the provider says so; the rest is named as what it is. */
export function requireJson(
  headers: DeliveryHeaders,
  provider: Pick<WebhookProvider, 'formField'>,
): string {
  const type = headers['content-type'];
  if (typeof type === 'string') {
    if (jsonType.test(type)) return type;
    if (provider.formField !== undefined && isForm(type)) return type;
  }
  throw new RefusalError(
    refuse(
      415,
      'UnsupportedMediaTypeError',
      `The content type is ${
        typeof type === 'string'
          ? `"${cleanText(type).slice(0, 80)}"`
          : 'missing'
      }. Set it to application/json at the sender.`,
    ),
  );
}

/** Headers of the provider's list, bounded and storable. */
export function keptHeaders(
  provider: Pick<WebhookProvider, 'keepHeaders'>,
  headers: DeliveryHeaders,
): Record<string, string> {
  return Object.fromEntries(
    provider.keepHeaders.flatMap(name => {
      const value = headers[name.toLowerCase()];
      if (value === undefined) return [];
      const text = Array.isArray(value) ? value.join(', ') : value;
      return [[name.toLowerCase(), cleanText(text).slice(0, 1024)]];
    }),
  );
}

/** Takes webhooks: signature over the raw bytes, then parse, then the commit. */
export function createHookReceiver(options: {
  desk: DoorDesk;
  failures: FailureLimit;
  budget: BodyBudget;
}): (
  request: IncomingMessage,
  response: ServerResponse,
  sourceId: string,
) => Promise<void> {
  const { desk, failures, budget } = options;

  const verify = (
    source: HookSource,
    headers: DeliveryHeaders,
    body: Buffer,
    sender: string,
    now: Date,
  ): string => {
    const { secrets } = source.config;
    const verified = source.provider.verify({ headers, body, secrets, now });
    if (verified.outcome !== 'verified') {
      failures.failed(sender, now.getTime());
      throw new RefusalError(
        refuse(401, 'AuthenticationError', verified.message),
      );
    }
    return `Signature holds, secret ${verified.secretIndex + 1} of ${
      secrets.length
    }`;
  };

  const work = async (
    request: IncomingMessage,
    sourceId: string,
  ): Promise<DoorResult> => {
    if (request.method !== 'POST') {
      throw new RefusalError({
        ...refuse(405, 'MethodNotAllowedError', 'Webhooks are sent by POST.'),
      });
    }
    const source = hookSource(desk, sourceId);
    const { config, provider } = source;
    const { headers } = request;
    const sender = `${sourceId}/${request.socket.remoteAddress ?? ''}`;
    const blocked = failures.blocked(sender, Date.now());
    if (blocked !== undefined) {
      throw tooMany(
        blocked,
        'Too many signatures of this sender were wrong. Compare the secret on both sides.',
      );
    }
    const contentType = requireJson(headers, provider);
    const encoding = contentEncoding(request);
    refuseTooLong(request, config.limits.bodyBytes);
    const raw = await readBody(request, {
      maxBytes: config.limits.bodyBytes,
      budget,
    });
    const now = new Date();
    const check = verify(source, headers, raw, sender, now);
    const wait = source.bucket.take(now.getTime());
    if (wait !== undefined) {
      throw tooMany(
        wait,
        `The source "${sourceId}" sends more than ${config.limits.perMinute} deliveries per minute.`,
      );
    }
    const body = encoding
      ? await unpackBody(raw, encoding, config.limits.decompressedBytes)
      : raw;
    const receipt = newReceipt(now);
    const delivery: NewDelivery = {
      receipt,
      source: sourceId,
      door: 'hooks',
      key: repeatKey({
        key: provider.deliveryKey({ headers, body }),
        body: raw,
        now,
        keepKeysDays: desk.keepKeysDays,
      }),
      reading: readHook({
        provider,
        resolver: source.resolver,
        source: sourceId,
        maxDepth: config.limits.depth,
        headers,
        body,
        now,
        receipt,
        traceparent: traceparent(headers.traceparent),
      }),
      bytes: raw.length,
      check,
      contentType: contentType.slice(0, 200),
      contentEncoding: encoding,
      headers: keptHeaders(provider, headers),
      chunks: desk.vault.seal(receipt, body),
    };
    return { delivery, outcome: await desk.store(delivery) };
  };

  return (request, response, sourceId) =>
    answerDoor({
      desk,
      door: 'hooks',
      request,
      response,
      named: { source: sourceId },
      work: () => work(request, sourceId),
    });
}
