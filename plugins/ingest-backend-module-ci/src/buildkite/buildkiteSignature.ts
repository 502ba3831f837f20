import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';

const maxAgeSeconds = 300;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Checks `X-Buildkite-Signature: timestamp=…,signature=…`, HMAC-SHA256 of
 * `<timestamp>.<body>` and at most five minutes old, or the plain
 * `X-Buildkite-Token`. A delivery with both is judged by its signature.
 *
 * @see https://buildkite.com/docs/apis/webhooks/pipelines#webhook-signature
 */
export function buildkiteSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
  now: Date;
}): VerifyOutcome {
  const { headers, body, secrets, now } = input;
  const given = headerValue(headers, 'x-buildkite-signature');
  const token = headerValue(headers, 'x-buildkite-token');
  if (!given && !token) {
    return {
      outcome: 'missing',
      message:
        "This delivery carries neither X-Buildkite-Signature nor X-Buildkite-Token. Choose one of them in the webhook's settings on Buildkite, with the secret of this source.",
    };
  }
  if (given) {
    const timestamp = /(?:^|,)\s*timestamp=(\d{1,12})\s*(?:,|$)/.exec(
      given,
    )?.[1];
    const hex = /(?:^|,)\s*signature=([0-9a-f]{64})\s*(?:,|$)/i.exec(
      given,
    )?.[1];
    if (!timestamp || !hex) {
      return invalid(
        'X-Buildkite-Signature must look like timestamp=<seconds>,signature=<64 hex digits>.',
      );
    }
    const claimed = Buffer.from(hex, 'hex');
    const secretIndex = secrets.findIndex(
      secret =>
        secret !== '' &&
        timingSafeEqual(
          createHmac('sha256', secret)
            .update(`${timestamp}.`)
            .update(body)
            .digest(),
          claimed,
        ),
    );
    if (secretIndex < 0) {
      return invalid(
        'X-Buildkite-Signature does not match the body. The secret in the webhook differs from those of this source, or something on the way changed the body.',
      );
    }
    const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
    return age <= maxAgeSeconds
      ? { outcome: 'verified', secretIndex }
      : {
          outcome: 'stale',
          message:
            'X-Buildkite-Signature is more than five minutes away from our clock. Compare the clocks, or look what held this delivery back.',
        };
  }
  const tokenIndex = secrets.findIndex(
    secret =>
      secret !== '' && timingSafeEqual(digest(secret), digest(token ?? '')),
  );
  return tokenIndex >= 0
    ? { outcome: 'verified', secretIndex: tokenIndex }
    : invalid('X-Buildkite-Token is not a secret of this source.');
}

function invalid(message: string): VerifyOutcome {
  return { outcome: 'invalid', message };
}
