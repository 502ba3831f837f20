import { createHmac } from 'node:crypto';
import { codeHost } from '../organisation/people';

type Bytes = string | Buffer;

/** HMAC-SHA256 over the parts in their order. */
export function hmac(
  key: Bytes,
  parts: readonly Bytes[],
  encoding: 'hex' | 'base64' = 'hex',
): string {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
}

/** `sha256=…` over the very bytes that are sent, as GitHub signs. */
export function signature(secret: string, body: Bytes): string {
  return `sha256=${hmac(secret, [body])}`;
}

/** The headers of a webhook as GitHub sends it. */
export function githubHeaders(
  secret: string,
  { event, deliveryId }: { event: string; deliveryId: string },
  body: Buffer,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/demo',
    'x-github-event': event,
    'x-github-delivery': deliveryId,
    'x-github-enterprise-host': codeHost,
    'x-hub-signature-256': signature(secret, body),
  };
}

/** A webhook as GitHub sends it: its headers and its body. */
export function signDelivery(
  secret: string,
  delivery: { event: string; deliveryId: string; body: object },
): { headers: Record<string, string>; body: Buffer } {
  const body = Buffer.from(JSON.stringify(delivery.body));
  return { body, headers: githubHeaders(secret, delivery, body) };
}
