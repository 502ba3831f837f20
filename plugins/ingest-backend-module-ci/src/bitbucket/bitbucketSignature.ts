import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';

/** Checks `X-Hub-Signature: sha256=<hex>`, HMAC-SHA256 of the raw bytes. */
export function bitbucketSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
}): VerifyOutcome {
  const given = headerValue(input.headers, 'x-hub-signature');
  if (!given) {
    return {
      outcome: 'missing',
      message:
        "This delivery is not signed. Set the secret of this source in the webhook's settings on Bitbucket, so that it sends X-Hub-Signature.",
    };
  }
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(given)?.[1];
  if (!hex) {
    return {
      outcome: 'invalid',
      message: 'X-Hub-Signature must look like sha256=<64 hex digits>.',
    };
  }
  const claimed = Buffer.from(hex, 'hex');
  const secretIndex = input.secrets.findIndex(
    secret =>
      secret !== '' &&
      timingSafeEqual(
        createHmac('sha256', secret).update(input.body).digest(),
        claimed,
      ),
  );
  return secretIndex >= 0
    ? { outcome: 'verified', secretIndex }
    : {
        outcome: 'invalid',
        message:
          'X-Hub-Signature does not match the body. The secret in the webhook differs from those of this source, or something on the way changed the body.',
      };
}
