import { createHash, timingSafeEqual } from 'node:crypto';
import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from './headerValue';

/** The header to set where a sender lets you. */
export const tokenHeaderName = 'x-quarterdeck-token';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Checks the shared token of senders that sign nothing. It is read from
 * `X-Quarterdeck-Token`, else from `Authorization`: as bearer token, or as the
 * password of basic authentication, which is what a sender without headers
 * makes of `https://any:<token>@portal/…`. Digests of equal length are compared
 * in constant time.
 */
export function tokenHeader(
  input: {
    headers: DeliveryHeaders;
    secrets: readonly string[];
  },
  /** The sender's own name of the header, where it has one. */
  ownName: string = tokenHeaderName,
): VerifyOutcome {
  const token =
    headerValue(input.headers, tokenHeaderName) ??
    headerValue(input.headers, ownName) ??
    authorizationToken(headerValue(input.headers, 'authorization'));
  if (!token) {
    return {
      outcome: 'missing',
      message:
        'This delivery carries no token. Send the secret of this source as X-Quarterdeck-Token, or as the password in the address.',
    };
  }
  const given = digest(token);
  const secretIndex = input.secrets.findIndex(
    secret => secret !== '' && timingSafeEqual(digest(secret), given),
  );
  return secretIndex >= 0
    ? { outcome: 'verified', secretIndex }
    : {
        outcome: 'invalid',
        message:
          'The token of this delivery is not a secret of this source. Compare the two.',
      };
}

function authorizationToken(value: string | undefined): string | undefined {
  const [, scheme, rest] =
    /^(bearer|basic) +(.{1,4096})$/i.exec(value ?? '') ?? [];
  if (!scheme) return undefined;
  if (scheme.toLowerCase() === 'bearer') return rest.trim() || undefined;
  const pair = Buffer.from(rest, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return (colon >= 0 && pair.slice(colon + 1)) || undefined;
}
