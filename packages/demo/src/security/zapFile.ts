import { ScanMoment } from './scanFiles';
import { isThere } from './weaknesses';

/** Services that are tried from outside, in staging. */
export const attacked = ['storefront-web', 'checkout'];

const alerts = [
  {
    id: '90101',
    ref: '90101-1',
    name: 'A script of the request comes back in the page',
    risk: '3',
    cwe: '79',
    solution: 'Write what was sent as text, and set a content policy.',
    places: [
      ['GET', '/search?q=rope', 'q', '<b>rope</b>'],
      ['GET', '/wishlist/4711?sort=price', 'sort', '<b>price</b>'],
    ],
  },
  {
    id: '90102',
    ref: '90102-2',
    name: 'A cookie may be sent without encryption',
    risk: '1',
    cwe: '614',
    solution: 'Set Secure on the cookie.',
    places: [['POST', '/session', 'deck_id', 'Set-Cookie: deck_id']],
  },
  {
    id: '90103',
    ref: '90103-1',
    name: 'Pages may be framed by others',
    risk: '2',
    cwe: '1021',
    solution: 'Send frame-ancestors in the content policy.',
    places: [['GET', '/basket', '', '']],
  },
] as const;

/** What ZAP writes after it tried a service of staging from outside. */
export function zapFile({ repository, at, until }: ScanMoment): string {
  const site = `https://${repository.name}.staging.quayside.example`;
  return JSON.stringify({
    '@programName': 'ZAP',
    '@version': '2.16.0',
    '@generated': new Date(at).toUTCString(),
    site: [
      {
        '@name': site,
        '@host': `${repository.name}.staging.quayside.example`,
        '@port': '443',
        '@ssl': 'true',
        alerts: alerts
          // The first one is there as long as the demo is, so that there is one to look at.
          .filter(
            ({ id }, place) =>
              place === 0 || isThere([repository.name, 'dast', id], at, until),
          )
          .map(alert => ({
            pluginid: alert.id,
            alertRef: alert.ref,
            alert: alert.name,
            name: alert.name,
            riskcode: alert.risk,
            confidence: '2',
            desc: `<p>${alert.name}: whoever lures somebody here can use it.</p>`,
            solution: `<p>${alert.solution}</p>`,
            cweid: alert.cwe,
            count: `${alert.places.length}`,
            instances: alert.places.map(([method, path, param, evidence]) => ({
              uri: `${site}${path}`,
              method,
              param,
              evidence,
            })),
          })),
      },
    ],
  });
}
