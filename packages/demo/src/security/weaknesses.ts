import { DAY } from '../history/clock';
import { shareOf } from '../reports/share';

/** A vulnerable package of the demo; names and ids are invented. */
export interface WeakPackage {
  id: string;
  alias: string;
  name: string;
  version: string;
  fixed: string;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'UNKNOWN';
  title: string;
}

/** A weakness in code. */
export interface WeakCode {
  rule: string;
  severity: 'ERROR' | 'WARNING' | 'INFO';
  message: string;
  line: string;
}

export const weakPackages: readonly WeakPackage[] = [
  ['left-rope', '2.3.0', '2.3.4', 'CRITICAL', 'Code runs when a rope is cut'],
  ['mooring', '1.9.2', '1.9.3', 'HIGH', 'A long name makes it hang'],
  ['tide-table', '4.0.1', '4.1.0', 'HIGH', 'Reads files outside of its folder'],
  ['bilge', '0.8.14', '0.9.0', 'MEDIUM', 'Sends its cookie to another host'],
  [
    'capstan-core',
    '3.2.7',
    '3.2.9',
    'MEDIUM',
    'Guesses of a token are counted too late',
  ],
  [
    'halyard',
    '5.5.0',
    '5.5.1',
    'LOW',
    'Says in its errors where it is installed',
  ],
  ['keelson', '1.0.3', '', 'MEDIUM', 'Weak numbers where chance is needed'],
  [
    'gangway-http',
    '2.11.0',
    '2.11.6',
    'CRITICAL',
    'A request is smuggled behind another',
  ],
  [
    'semaphore-flags',
    '6.1.2',
    '6.2.0',
    'HIGH',
    'A pattern takes exponential time',
  ],
  ['windlass', '0.4.4', '0.4.5', 'UNKNOWN', 'Not rated yet'],
].map(([name, version, fixed, severity, title], index) => ({
  id: `CVE-2026-9${String(1000 + index * 37)}`,
  alias: `GHSA-qq${index}x-demo-${String(index).padStart(4, 'a')}`,
  name,
  version,
  fixed,
  severity: severity as WeakPackage['severity'],
  title,
}));

export const weakCodes: readonly WeakCode[] = [
  [
    'sql-from-input',
    'ERROR',
    'SQL is built from request input',
    'db.query("select * from t where id = " + id)',
  ],
  [
    'path-from-input',
    'ERROR',
    'A path is built from request input',
    'readFile(base + name)',
  ],
  ['weak-hash', 'WARNING', 'A weak hash is used', 'createHash("md5")'],
  ['no-timeout', 'WARNING', 'A call has no timeout', 'client.call(address)'],
  [
    'open-redirect',
    'ERROR',
    'Redirects to wherever the request says',
    'redirect(request.query.to)',
  ],
  [
    'log-of-input',
    'INFO',
    'Input is written to the log as it came',
    'log.info(input)',
  ],
].map(([rule, severity, message, line]) => ({
  rule: `quayside.${rule}`,
  severity: severity as WeakCode['severity'],
  message,
  line,
}));

/** Whether a weakness is there: it came some day and was mended some days later, or is there still. */
export function isThere(
  about: readonly string[],
  at: number,
  until: number,
): boolean {
  if (shareOf('has', ...about) < 0.25) return false;
  const came = until - (8 + shareOf('came', ...about) * 115) * DAY;
  const lasts = (6 + shareOf('lasts', ...about) ** 2 * 95) * DAY;
  const back = came + lasts + 9 * DAY;
  const returns = shareOf('returns', ...about) < 0.12;
  return (at >= came && at < came + lasts) || (returns && at >= back);
}
