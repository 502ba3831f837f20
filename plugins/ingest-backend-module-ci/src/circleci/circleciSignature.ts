import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';
import { hmacMatch } from '../hmacMatch';

const version = 'v1=';

/**
 * Checks `circleci-signature`: `v1=<hex>`, HMAC-SHA256 of the raw bytes. It is a
 * list with commas in between, so that CircleCI can add other versions.
 *
 * @see https://circleci.com/docs/webhooks/#validate-webhooks
 */
export function circleciSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
}): VerifyOutcome {
  const given = headerValue(input.headers, 'circleci-signature');
  if (!given) {
    return {
      outcome: 'missing',
      message:
        "This delivery is not signed. Set the secret of this source as secret token in the webhook's settings on CircleCI.",
    };
  }
  const claimed = given
    .split(',')
    .slice(0, 10)
    .flatMap(part => {
      const hex = part.trim();
      return hex.startsWith(version) && /^v1=[0-9a-f]{64}$/i.test(hex)
        ? [Buffer.from(hex.slice(version.length), 'hex')]
        : [];
    });
  if (claimed.length === 0) {
    return invalid('circleci-signature must hold "v1=" and 64 hex digits.');
  }
  if (input.secrets.every(secret => secret === '')) {
    return invalid('This source has no secret, so no delivery can be trusted.');
  }
  const secretIndex = hmacMatch(claimed, input.secrets, input.body);
  return secretIndex >= 0
    ? { outcome: 'verified', secretIndex }
    : invalid(
        'circleci-signature does not match the body. The secret in the webhook differs from those of this source, or something on the way changed the body.',
      );
}

function invalid(message: string): VerifyOutcome {
  return { outcome: 'invalid', message };
}
