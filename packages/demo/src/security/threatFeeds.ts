import { DAY } from '../history/clock';
import { shareOf } from '../reports/share';
import { imagePackages } from './deepScanFiles';
import { weakPackages } from './weaknesses';

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const ids = [
  ...weakPackages.map(({ id }) => id),
  ...imagePackages.map(([id]) => id),
];

/** A file of EPSS as it stands on that day: how likely each vulnerability is to be used. */
export function epssFile(at: number): string {
  const rows = ids.map(id => {
    const share = shareOf('epss', id);
    return `${id},${(share ** 3).toFixed(5)},${share.toFixed(5)}`;
  });
  return [
    `#model_version:demo,score_date:${dateOf(at)}T00:00:00+0000`,
    'cve,epss,percentile',
    ...rows,
    '',
  ].join('\n');
}

/** A catalogue of vulnerabilities that are used already: two of ours. */
export function kevFile(at: number): string {
  const used = weakPackages.filter(({ name }) =>
    ['gangway-http', 'tide-table'].includes(name),
  );
  return JSON.stringify({
    title: 'Exploited vulnerabilities of the demo',
    dateReleased: new Date(Math.floor(at / DAY) * DAY).toISOString(),
    count: used.length,
    vulnerabilities: used.map((weak, index) => ({
      cveID: weak.id,
      vulnerabilityName: weak.title,
      dateAdded: dateOf(at - (6 + index * 9) * DAY),
      dueDate: dateOf(at + (8 - index * 12) * DAY),
      knownRansomwareCampaignUse: index === 0 ? 'Known' : 'Unknown',
    })),
  });
}
