import { z } from 'zod';
import { lenient, latest, maybeSha, maybeText, maybeTime } from '../bodyValues';
import { readDelivery, Rejection } from '../readDelivery';
import { cut } from '../rolloutPlace';
import { FlaggerReport } from './flaggerReport';

const name = z.string().min(1).max(253);
const phase = z.string().min(1).max(64);
const maybeWeight = lenient(z.number().min(0).max(100));

/** Flagger adds what `metadata` of the webhook declares, as text. */
const metadataSchema = lenient(
  z.object({
    eventMessage: maybeText,
    eventType: maybeText,
    /** Milliseconds since 1970. */
    timestamp: lenient(
      z
        .union([z.string().regex(/^\d{1,15}$/), z.int().min(0)])
        .transform(Number)
        .pipe(z.number().max(253_402_300_799_999))
        .transform(ms => new Date(ms).toISOString()),
    ),
    cluster: maybeText,
    environment: maybeText,
    sha: maybeSha,
    version: maybeText,
  }),
);

const webhookSchema = z.object({
  name,
  namespace: name,
  phase,
  checksum: z.string().min(1).max(128),
  type: maybeText,
  canaryWeight: maybeWeight,
  metadata: metadataSchema,
});

const conditionSchema = z.object({
  type: maybeText,
  message: maybeText,
  lastUpdateTime: maybeTime,
  lastTransitionTime: maybeTime,
});

const canarySchema = z.object({
  metadata: z.object({ name, namespace: name }),
  status: z.object({
    phase,
    lastAppliedSpec: z.string().min(1).max(128),
    canaryWeight: maybeWeight,
    lastTransitionTime: maybeTime,
    conditions: z.array(z.unknown()).optional().catch(undefined),
  }),
});

const envelopeSchema = z.object({
  kind: maybeText,
  type: maybeText,
  attachments: lenient(z.array(z.unknown())),
});

/** A body of Flagger read, of no interest, or refused. */
export type FlaggerReading =
  | { outcome: 'report'; report: FlaggerReport }
  | { outcome: 'ignored'; parsedAs: string; reason: string }
  | Rejection;

/** Hooks whose 2xx Flagger takes as an answer, not as a receipt. */
const asking = new Set([
  'confirm-rollout',
  'confirm-promotion',
  'confirm-traffic-increase',
  'rollback',
]);

/** Reads the webhook, the alert, or the canary object itself. */
export function readFlagger(body: unknown, now: Date): FlaggerReading {
  const envelope = readDelivery(envelopeSchema, body, "Flagger's delivery");
  if (!envelope.ok) return envelope.rejection;
  const { kind, type, attachments } = envelope.value;
  if (kind === 'Canary') return readCanary(body, now);
  if (attachments) {
    return {
      outcome: 'ignored',
      parsedAs: 'alert',
      reason:
        'A chat alert of Flagger names no revision, so it belongs to no deployment. Its event webhook does: set it beside the alert.',
    };
  }
  if (type && asking.has(type)) {
    return {
      outcome: 'rejected',
      message: `Flagger asks for a decision (${type}) and takes a receipt for a yes. Send the event webhook here, and let another address decide.`,
      path: '/type',
    };
  }
  return readWebhook(body, now);
}

function readWebhook(body: unknown, now: Date): FlaggerReading {
  const read = readDelivery(webhookSchema, body, "Flagger's webhook");
  if (!read.ok) return read.rejection;
  const { namespace, checksum, metadata, ...canary } = read.value;
  return {
    outcome: 'report',
    report: {
      place: {
        provider: 'flagger',
        instance: cut((metadata?.cluster ?? 'flagger').toLowerCase(), 255),
        project: `${namespace}/${canary.name}`,
        environment: cut(metadata?.environment ?? namespace, 255),
      },
      name: canary.name,
      revision: checksum,
      phase: canary.phase,
      message: metadata?.eventMessage,
      canaryWeight: canary.canaryWeight,
      sha: metadata?.sha,
      version: metadata?.version,
      at: metadata?.timestamp ?? now.toISOString(),
    },
  };
}

function readCanary(body: unknown, now: Date): FlaggerReading {
  const what = "Flagger's Canary";
  const read = readDelivery(canarySchema, body, what);
  if (!read.ok) return read.rejection;
  const { metadata, status } = read.value;
  const conditions = (status.conditions ?? []).flatMap(item => {
    const condition = conditionSchema.safeParse(item);
    return condition.success ? [condition.data] : [];
  });
  const promoted =
    conditions.find(condition => condition.type === 'Promoted') ??
    conditions[0];
  return {
    outcome: 'report',
    report: {
      place: {
        provider: 'flagger',
        instance: 'flagger',
        project: `${metadata.namespace}/${metadata.name}`,
        environment: metadata.namespace,
      },
      name: metadata.name,
      revision: status.lastAppliedSpec,
      phase: status.phase,
      message: promoted?.message,
      canaryWeight: status.canaryWeight,
      at:
        latest(status.lastTransitionTime, promoted?.lastUpdateTime) ??
        now.toISOString(),
    },
  };
}
