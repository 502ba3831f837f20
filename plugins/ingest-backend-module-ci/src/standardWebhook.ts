import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from './headerValue';
import { hmacMatch } from './hmacMatch';

/** A recorded delivery may not be sent again later than this. */
const toleranceSeconds = 300;

/**
 * Checks a delivery signed in the form of Standard Webhooks: `webhook-signature`
 * lists `v1,<base64>` with spaces in between, each HMAC-SHA256 over
 * `webhook-id.webhook-timestamp.body`. A secret `whsec_…` is a key in base64.
 * `undefined` when the delivery carries no such signature.
 *
 * @see https://www.standardwebhooks.com
 */
export function standardWebhook(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
  now: Date;
}): VerifyOutcome | undefined {
  const { headers, body, now } = input;
  const signature = headerValue(headers, 'webhook-signature');
  if (headers['webhook-signature'] === undefined) return undefined;
  const id = headerValue(headers, 'webhook-id');
  const timestamp = headerValue(headers, 'webhook-timestamp');
  if (!signature || !id || !timestamp) {
    return invalid(
      'A signed delivery needs each of webhook-id, webhook-timestamp and webhook-signature once.',
    );
  }
  const claimed = signature
    .split(/ +/)
    .slice(0, 10)
    .flatMap(part =>
      part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : [],
    );
  if (claimed.length === 0) {
    return invalid('webhook-signature must hold "v1,<base64>".');
  }
  if (!/^\d{1,11}$/.test(timestamp)) {
    return invalid('webhook-timestamp must be seconds since 1970.');
  }
  const keys = input.secrets.map(keyOf);
  if (keys.every(key => key.length === 0)) {
    return invalid('This source has no secret, so no delivery can be trusted.');
  }
  const secretIndex = hmacMatch(claimed, keys, `${id}.${timestamp}.`, body);
  if (secretIndex < 0) {
    return invalid(
      'webhook-signature does not match the body. The signing token at the sender differs from the secrets of this source, or something on the way changed the body.',
    );
  }
  const age = now.getTime() / 1000 - Number(timestamp);
  return Math.abs(age) > toleranceSeconds
    ? {
        outcome: 'stale',
        message: `This delivery was signed ${Math.round(
          Math.abs(age),
        )} seconds ${
          age < 0 ? 'ahead of our clock' : 'ago'
        }; more than ${toleranceSeconds} are refused. Compare the clocks.`,
      }
    : { outcome: 'verified', secretIndex };
}

function keyOf(secret: string): Buffer | string {
  const prefix = 'whsec_';
  return secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : secret;
}

function invalid(message: string): VerifyOutcome {
  return { outcome: 'invalid', message };
}
