import { Request, Response } from 'express';
import { ingestEventWritePermission } from '@quarterdeck/plugin-ingest-common';
import { NewDelivery } from '../service/delivery';
import { DoorDesk, repeatKey } from '../service/doorDesk';
import { readEvents } from '../service/readEvents';
import { newReceipt } from '../service/receipt';
import { RefusalError, refuse } from '../service/refusal';
import { traceparent } from '../service/traceparent';
import { answerDoor, DoorResult } from './doorRequest';
import { DoorAuth, idempotencyKey, machineSource } from './machineRequest';
import {
  BodyBudget,
  contentEncoding,
  readBody,
  refuseTooLong,
  unpackBody,
} from './readBody';

const jsonType =
  /^application\/(?:json|cloudevents\+json|cloudevents-batch\+json)\s*(?:;|$)/i;
const linesType = /^application\/(?:x-)?nd-?json\s*(?:;|$)/i;

/** Whether the body is one event per line; refuses what is no events at all. */
export function isNdjson(contentType: string | undefined): boolean {
  if (contentType && linesType.test(contentType)) return true;
  if (contentType && jsonType.test(contentType)) return false;
  throw new RefusalError(
    refuse(
      415,
      'UnsupportedMediaTypeError',
      'Send events as application/json, application/x-ndjson or application/cloudevents+json.',
    ),
  );
}

/** Takes events of machines: all items of a request, or none. */
export function createEventsReceiver(options: {
  desk: DoorDesk;
  auth: DoorAuth;
  budget: BodyBudget;
}): (request: Request, response: Response) => Promise<void> {
  const { desk, auth, budget } = options;

  const work = async (
    request: Request,
    named: { source?: string },
  ): Promise<DoorResult> => {
    const { source, subject } = await machineSource({
      auth,
      desk,
      request,
      permission: ingestEventWritePermission,
      named,
    });
    const { id, limits } = source.config;
    const contentType = request.get('content-type');
    const ndjson = isNdjson(contentType);
    const encoding = contentEncoding(request);
    const explicitKey = idempotencyKey(request);
    refuseTooLong(request, limits.bodyBytes);
    const raw = await readBody(request, { maxBytes: limits.bodyBytes, budget });
    const body = await unpackBody(raw, encoding, limits.decompressedBytes);
    const now = new Date();
    const receipt = newReceipt(now);
    const read = readEvents({
      body,
      ndjson,
      rights: source.rights,
      receipt,
      traceparent: traceparent(),
    });
    if (!read.ok) throw new RefusalError(read.refusal);
    const delivery: NewDelivery = {
      receipt,
      source: id,
      door: 'events',
      key: repeatKey({
        key:
          explicitKey ?? (read.id === undefined ? undefined : `id:${read.id}`),
        body: raw,
        now,
        keepKeysDays: desk.keepKeysDays,
      }),
      reading: read.reading,
      bytes: raw.length,
      check: `Token of ${subject}`.slice(0, 300),
      contentType: contentType?.slice(0, 200),
      contentEncoding: encoding,
      headers: {},
      chunks: desk.vault.seal(receipt, body),
    };
    return { delivery, outcome: await desk.store(delivery) };
  };

  return (request, response) => {
    const named: { source?: string } = {};
    return answerDoor({
      desk,
      door: 'events',
      request,
      response,
      named,
      work: () => work(request, named),
    });
  };
}
