import {
  HistoryPage,
  HistoryRequest,
  HistorySource,
} from '@quarterdeck/plugin-ingest-node';
import {
  apiHeader,
  apiId,
  apiList,
  apiObject,
  apiText,
  isBefore,
} from '../historyReading';

type ReadInput = Parameters<HistorySource['read']>[0];

/** The repository's webhooks that send to this source. */
export function readHooks(
  { body, source }: ReadInput,
  path: string,
  context: Record<string, string>,
): HistoryPage {
  return {
    deliveries: [],
    next: apiList(body).flatMap(hook => {
      const id = apiId(hook.id);
      const url = apiText(apiObject(hook.config).url)?.replace(/[?#].*$/s, '');
      return id && url?.endsWith(`/hooks/${source}`)
        ? [
            {
              kind: 'hook deliveries',
              path: `${path}/hooks/${id}/deliveries?per_page=100`,
              context: { ...context, hook: id },
            },
          ]
        : [];
    }),
  };
}

const succeeded = (code: unknown) =>
  typeof code === 'number' && code >= 200 && code < 300;

/**
 * Deliveries that never arrived are asked for again; they come in by the door
 * as any webhook does. A delivery and its repeats share their `guid`: one of
 * them that arrived is enough, and the newest is on top.
 */
export function readHookDeliveries(
  { request, body, since, headers }: ReadInput,
  path: string,
  context: Record<string, string>,
): HistoryPage {
  const hook = context.hook;
  if (!apiId(hook)) return { deliveries: [], next: [] };
  const attempts = apiList(body);
  const fresh = attempts.filter(item => !isBefore(item.delivered_at, since));
  const arrived = new Set(
    fresh.filter(item => succeeded(item.status_code)).map(item => item.guid),
  );
  const asked = new Set<unknown>();
  const again = fresh.flatMap((item): HistoryRequest[] => {
    const id = apiId(item.id);
    if (!id || arrived.has(item.guid) || asked.has(item.guid)) return [];
    asked.add(item.guid);
    return [
      {
        kind: 'redelivery',
        method: 'POST',
        path: `${path}/hooks/${hook}/deliveries/${id}/attempts`,
        context,
      },
    ];
  });
  const cursor = /[?&]cursor=([\w%.-]{1,200})[^>]*>; rel="next"/.exec(
    apiHeader(headers, 'link') ?? '',
  )?.[1];
  const more = cursor !== undefined && fresh.length === attempts.length;
  return {
    deliveries: [],
    next: [
      ...again,
      ...(more
        ? [
            {
              ...request,
              path: `${path}/hooks/${hook}/deliveries?per_page=100&cursor=${cursor}`,
            },
          ]
        : []),
    ],
  };
}
