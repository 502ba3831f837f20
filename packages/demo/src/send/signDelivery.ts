import { createHmac } from 'node:crypto';
import { codeHost } from '../organisation/people';

/** `sha256=…` over the very bytes that are sent, as GitHub signs. */
export function signature(secret: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** A webhook as GitHub sends it: its headers and its body. */
export function signDelivery(
  secret: string,
  delivery: { event: string; deliveryId: string; body: object },
): { headers: Record<string, string>; body: Buffer } {
  const body = Buffer.from(JSON.stringify(delivery.body));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/demo',
      'x-github-event': delivery.event,
      'x-github-delivery': delivery.deliveryId,
      'x-github-enterprise-host': codeHost,
      'x-hub-signature-256': signature(secret, body),
    },
  };
}
