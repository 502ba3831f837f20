import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  isFields,
  needFields,
  textOf,
} from '../reading/fields';
import { JsonPaths } from '../reading/jsonPaths';
import { jsonRecords } from '../reading/jsonRecords';
import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { ScanTally } from '../reading/scanTally';

/** Places where an alert may stand: alone, in a list of the API, in a webhook. */
export const alertRoots = ['', '/*', '/alert'];

/** Whether any of the places holds all of the keys. */
export const hasKeys = (paths: JsonPaths, ...keys: readonly string[]) =>
  alertRoots.some(root => keys.every(key => paths.has(`${root}/${key}`)));

/** `"None"` is what a script of Python writes for nothing. */
export const said = (from: Fields | undefined, ...keys: string[]) => {
  const text = textOf(from, ...keys);
  return text === 'None' || text === 'null' ? undefined : text;
};

/** What the state of an alert means: fixed, or dismissed with a reason. */
export function alertState(
  alert: Fields,
): Pick<NewFindingRecord, 'state' | 'suppressed'> {
  const state = said(alert, 'state')?.toLowerCase();
  const reason = [
    said(alert, 'dismissed_reason', 'resolution'),
    said(alert, 'dismissed_comment', 'resolution_comment'),
  ]
    .filter(Boolean)
    .join(': ');
  if (state === 'fixed' || state === 'auto_dismissed' || state === 'closed') {
    return { state: 'fixed' };
  }
  if (state === 'dismissed') {
    return { suppressed: { by: 'tool', reason: reason || undefined } };
  }
  return {};
}

/** Of an alert: the repository of the webhook or the list, else of its own address. */
function repositoryOf(of: Fields): string | undefined {
  const named = textOf(fieldsOf(of, 'repository'), 'html_url');
  if (named !== undefined) return named;
  const [address] =
    /^https?:\/\/[^/]+\/[^/]+\/[^/]+(?=\/security\/)/.exec(
      textOf(of, 'html_url') ?? '',
    ) ?? [];
  return address;
}

/**
 * Reads alerts of GitHub: a list of the API, one alert, or a webhook, which
 * tells of one alert and so never of a whole scan.
 */
export async function readAlerts(
  body: ReportBody,
  tally: ScanTally,
  read: (alert: Fields) => NewFindingRecord,
): Promise<void> {
  let first = '';
  const { records, count } = await jsonRecords(
    {
      maxDepth: body.maxDepth,
      async *bytes() {
        for await (const piece of body.bytes()) {
          first ||= piece.toString('latin1').trimStart().slice(0, 1);
          yield piece;
        }
      },
    },
    [],
    { documents: true },
  );
  const add = (path: string, value: () => unknown) =>
    tally.attempt(path, () => {
      const alert = needFields(value());
      tally.repository(repositoryOf(alert));
      tally.finding(read(alert));
    });
  // Pages of the API come as one list, as one after the other, or taken apart by jq.
  if (first === '[' || count > 1) {
    for (const record of records()) add(record.path, () => record.read());
    return;
  }
  const [record] = records();
  const whole = record?.read();
  if (!isFields(whole)) {
    throw new ReportError('GitHub writes a list of alerts and this is none.');
  }
  tally.repository(repositoryOf(whole));
  tally.partial('It tells of one alert, not of a whole scan.');
  const alert = fieldsOf(whole, 'alert');
  if (alert) add('/alert', () => alert);
  else if ('state' in whole || 'number' in whole) add('/', () => whole);
  else
    throw new ReportError('GitHub writes a list of alerts and this is none.');
}
