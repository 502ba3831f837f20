import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { isCloudEvent } from './cloudEvent';
import { Reading } from './delivery';
import { Refusal, refuse } from './refusal';

/** One item of a request to the events door, and where it stands. */
export interface BatchItem {
  value: unknown;
  /** `/3` in a list, `/line/4` in NDJSON, nothing for a single object. */
  path: string;
}

/** A parser of CloudEvents whose types are not ours. */
export type CloudEventProvider = Pick<WebhookProvider, 'kind' | 'parse'> & {
  cloudEventTypes: RegExp;
};

/** The providers that read CloudEvents of their own. */
export function cloudEventProviders(
  providers: readonly WebhookProvider[],
): CloudEventProvider[] {
  return providers.flatMap(({ kind, parse, cloudEventTypes }) =>
    cloudEventTypes ? [{ kind, parse, cloudEventTypes }] : [],
  );
}

type Expansion =
  | { items: BatchItem[] }
  /** Nothing is left: all of it was of no interest. */
  | { ok: true; reading: Reading }
  | { ok: false; refusal: Refusal };

/**
 * Replaces CloudEvents and CDEvents by the events of ours that they mean, so
 * that what follows checks them as it checks any event: the type, the entity
 * and the data. Other items pass as they are.
 */
export function expandCloudEvents(
  items: readonly BatchItem[],
  providers: readonly CloudEventProvider[],
): Expansion {
  const expanded: BatchItem[] = [];
  let passedBy: { parsedAs: string; reason: string } | undefined;
  for (const item of items) {
    const type = foreignType(item.value);
    const provider =
      type === undefined
        ? undefined
        : providers.find(candidate => candidate.cloudEventTypes.test(type));
    if (!provider) {
      expanded.push(item);
      continue;
    }
    const now = new Date();
    const outcome = provider.parse({ headers: {}, body: item.value, now });
    if (outcome.outcome === 'rejected') {
      const path = `${item.path}${outcome.path ?? ''}`;
      const refusal = refuse(422, 'InputError', outcome.message, path);
      return { ok: false, refusal };
    }
    if (outcome.outcome === 'ignored') {
      passedBy ??= outcome;
      continue;
    }
    const named = textOf(item.value, 'entity');
    const id = repeatId(item.value);
    for (const event of outcome.events) {
      const { occurredAt, ...rest } = event;
      const value = {
        ...rest,
        id,
        entity: named,
        occurredAt: occurredAt.toISOString(),
      };
      expanded.push({ value, path: item.path });
    }
  }
  if (expanded.length > 0 || !passedBy) return { items: expanded };
  const { parsedAs, reason } = passedBy;
  const reading: Reading = { status: 'accepted', parsedAs, reason, events: [] };
  return { ok: true, reading };
}

/** The type of a CloudEvent, or of a CDEvent without an envelope. */
function foreignType(value: unknown): string | undefined {
  return textOf(isCloudEvent(value) ? value : contextOf(value), 'type');
}

/** CloudEvents are the same when source and id are. */
function repeatId(value: unknown): string | undefined {
  const named = isCloudEvent(value) ? value : contextOf(value);
  const source = textOf(named, 'source');
  const id = textOf(named, 'id');
  return source && id ? `${source}\n${id}`.slice(0, 200) : undefined;
}

function contextOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'context' in value
    ? value.context
    : undefined;
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const inner: unknown = Reflect.get(value, key);
  return typeof inner === 'string' && inner !== '' ? inner : undefined;
}
