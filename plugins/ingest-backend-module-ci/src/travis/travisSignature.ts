import { createPublicKey, KeyObject, verify } from 'node:crypto';
import {
  DeliveryHeaders,
  readFormField,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';
import { tokenHeader } from '../tokenHeader';

/** The form field in which Travis CI sends its JSON. */
export const travisField = 'payload';

const isPem = (secret: string) => secret.includes('-----BEGIN ');

// Reading a key costs more than checking with it; a source has two at most.
const keys = new Map<string, KeyObject | undefined>();

function publicKey(pem: string): KeyObject | undefined {
  if (!keys.has(pem)) {
    if (keys.size >= 100) keys.clear();
    keys.set(pem, readKey(pem));
  }
  return keys.get(pem);
}

function readKey(pem: string): KeyObject | undefined {
  // The only line breaks an environment variable may hold are written out.
  const text = pem.replaceAll('\\n', '\n');
  // Of a private key Node would quietly take the public half.
  if (!text.includes(' PUBLIC KEY-----')) return undefined;
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Checks `Signature`: base64 of RSA with SHA-1 over the form's `payload`, by
 * Travis CI's public key, which is the source's secret (PEM). A source may
 * instead have a token, for a proxy or script that adds `X-Quarterdeck-Token`.
 * A public key is known to everybody, so it is never taken as a token.
 *
 * @see https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests
 */
export function travisSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
}): VerifyOutcome {
  const { headers, body, secrets } = input;
  const given = headerValue(headers, 'signature');
  if (!given) {
    // Kept in place, so that the index still tells which secret matched.
    const tokens = secrets.map(secret => (isPem(secret) ? '' : secret));
    const checked = tokenHeader({ headers, secrets: tokens });
    return checked.outcome === 'missing'
      ? {
          outcome: 'missing',
          message:
            'This delivery carries neither the Signature of Travis CI nor X-Quarterdeck-Token.',
        }
      : checked;
  }
  if (!secrets.some(isPem)) {
    return invalid(
      "This source has no public key, so Travis CI's Signature cannot be checked. Set the key of https://api.travis-ci.com/config as its secret.",
    );
  }
  if (!/^[A-Za-z0-9+/]{40,2048}={0,2}$/.test(given)) {
    return invalid('Signature is not base64.');
  }
  const payload = readFormField(body, travisField);
  if (payload === undefined) {
    return invalid(
      'The signed form field "payload" is not there exactly once. Travis CI sends forms: look what changed the body on the way.',
    );
  }
  const bytes = Buffer.from(payload);
  const signature = Buffer.from(given, 'base64');
  const secretIndex = secrets.findIndex(secret => {
    const key = isPem(secret) ? publicKey(secret) : undefined;
    return key !== undefined && verify('RSA-SHA1', bytes, key, signature);
  });
  return secretIndex >= 0
    ? { outcome: 'verified', secretIndex }
    : invalid(
        'Signature does not match the payload. The public key of this source is not that of this Travis CI, or something on the way changed the body.',
      );
}

function invalid(message: string): VerifyOutcome {
  return { outcome: 'invalid', message };
}
