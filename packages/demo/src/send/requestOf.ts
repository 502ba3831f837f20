import { PlannedDelivery } from '../history/plan';
import { buildCluster } from '../organisation/hosts';
import { DemoSource } from '../organisation/sources';
import { githubHeaders, hmac } from './signDelivery';

/** A source of the door and what its sender proves itself with. */
export interface SenderAccount {
  /** The source's id. */
  source: string;
  secret: string;
}

/** Who may send; a sender that is not here does not. */
export type Senders = Partial<Record<DemoSource, SenderAccount>>;

/** A request as its sender makes it. */
export interface SignedRequest {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A delivery about to be sent. */
interface Outgoing {
  secret: string;
  delivery: PlannedDelivery;
  bytes: Buffer;
  now: Date;
}

const token = ({ secret }: Outgoing) => ({ 'x-quarterdeck-token': secret });

/** The headers each sender adds, and how it signs. */
const headersOf: Record<
  DemoSource,
  (outgoing: Outgoing) => Record<string, string>
> = {
  github: ({ secret, delivery, bytes }) =>
    githubHeaders(secret, delivery, bytes),
  gitlab: gitlabHeaders,
  // Signs nothing.
  jenkins: ({ secret }) => ({ 'x-jenkins-token': secret }),
  circleci: ({ secret, delivery, bytes }) => ({
    'circleci-event-type': delivery.event,
    'circleci-signature': `v1=${hmac(secret, [bytes])}`,
  }),
  buildkite: ({ secret, delivery, bytes, now }) => {
    const timestamp = Math.floor(now.getTime() / 1000);
    const signature = hmac(secret, [`${timestamp}.`, bytes]);
    return {
      'x-buildkite-event': delivery.event,
      'x-buildkite-signature': `timestamp=${timestamp},signature=${signature}`,
    };
  },
  tekton: outgoing => ({
    ...token(outgoing),
    'x-quarterdeck-instance': buildCluster,
    'ce-specversion': '1.0',
    'ce-id': outgoing.delivery.deliveryId,
    'ce-source': '/apis/namespaces/builds',
    'ce-type': outgoing.delivery.event,
    'ce-time': new Date(outgoing.delivery.at).toISOString(),
  }),
  cdevents: token,
  argocd: token,
  argorollouts: token,
  // Flagger's webhooks set no headers: the token stands in the address.
  flagger: ({ secret }) => ({
    authorization: `Basic ${Buffer.from(`quarterdeck:${secret}`).toString(
      'base64',
    )}`,
  }),
  reports: ({ secret, delivery }) => ({
    authorization: `Bearer ${secret}`,
    'content-type': 'application/octet-stream',
    'idempotency-key': delivery.deliveryId,
  }),
  // The event in it has an id of its own.
  incidents: ({ secret }) => ({ authorization: `Bearer ${secret}` }),
};

/** Standard Webhooks: a key in base64, and the time in what is signed. */
function gitlabHeaders({ secret, delivery, bytes, now }: Outgoing) {
  const id = delivery.deliveryId;
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = hmac(key, [`${id}.${timestamp}.`, bytes], 'base64');
  return {
    'x-gitlab-event': delivery.event,
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

function pathOf(source: string, delivery: PlannedDelivery): string {
  switch (delivery.source) {
    case 'reports':
      return `/api/ingest/v1/reports?${new URLSearchParams(delivery.query)}`;
    case 'incidents':
      return '/api/ingest/v1/events';
    default:
      return `/api/ingest/v1/hooks/${encodeURIComponent(source)}`;
  }
}

/** The request that brings a delivery to its source, signed now. */
export function requestOf(
  { source, secret }: SenderAccount,
  delivery: PlannedDelivery,
  bytes: Buffer,
  now: Date,
): SignedRequest {
  return {
    path: pathOf(source, delivery),
    headers: {
      'content-type': 'application/json',
      'user-agent': `quarterdeck-demo/${delivery.source}`,
      ...headersOf[delivery.source]({ secret, delivery, bytes, now }),
    },
    body: bytes,
  };
}
