import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';

const prefix = 'sha256=';
const digestBytes = 32;

/**
 * Checks `X-Hub-Signature-256`: HMAC-SHA256 of the raw bytes, in hex. Each live
 * secret is compared in constant time. SHA-1 alone is refused.
 *
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function githubSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
}): VerifyOutcome {
  const { headers, body } = input;
  const given = headerValue(headers, 'x-hub-signature-256');
  if (!given) {
    return {
      outcome: 'missing',
      message: headerValue(headers, 'x-hub-signature')
        ? 'This delivery carries only a SHA-1 signature (X-Hub-Signature). Quarterdeck checks X-Hub-Signature-256: set the secret of this source in the webhook, and use a GitHub version and a proxy that send that header.'
        : "This delivery is not signed. Set the secret of this source in the webhook's settings on GitHub, so that it sends X-Hub-Signature-256.",
    };
  }
  if (!given.startsWith(prefix)) {
    return invalid(`X-Hub-Signature-256 must start with "${prefix}".`);
  }
  const hex = given.slice(prefix.length);
  if (hex.length !== digestBytes * 2) {
    return invalid(
      `X-Hub-Signature-256 must hold ${
        digestBytes * 2
      } hex digits; this one holds ${hex.length} characters.`,
    );
  }
  if (!/^[0-9a-f]+$/i.test(hex)) {
    return invalid(
      'X-Hub-Signature-256 holds characters that are not hex digits.',
    );
  }
  const claimed = Buffer.from(hex, 'hex');
  const secrets = input.secrets.filter(secret => secret !== '');
  if (secrets.length === 0) {
    return invalid('This source has no secret, so no delivery can be trusted.');
  }
  const secretIndex = input.secrets.findIndex(
    secret =>
      secret !== '' &&
      timingSafeEqual(
        createHmac('sha256', secret).update(body).digest(),
        claimed,
      ),
  );
  return secretIndex >= 0
    ? { outcome: 'verified', secretIndex }
    : invalid(
        'X-Hub-Signature-256 does not match the body. The secret in the webhook differs from those of this source, or something on the way changed the body.',
      );
}

function invalid(message: string): VerifyOutcome {
  return { outcome: 'invalid', message };
}
