import { DoraSettings } from '@quarterdeck/plugin-dora-common';
import { formatSpan } from '../words/formatSpan';

const from: Record<DoraSettings['leadTimeFrom'], string> = {
  committed: 'commit',
  authored: 'when the commit was written',
  change_first_commit: 'first commit of the change',
  merged: 'merge of the change',
};
const pattern = (text: string | null) => text ?? 'none';

/** The settings of a scope, in words. */
export function settingRows(
  settings: DoraSettings,
): { name: string; value: string }[] {
  const { hotfixRules, paths, targetBranches } = settings;
  return [
    { name: 'Lead time from', value: from[settings.leadTimeFrom] },
    { name: 'Lead time to', value: `${settings.leadTimeRegion} region` },
    { name: 'Bots', value: pattern(settings.botPattern) },
    {
      name: 'Target branches',
      value: targetBranches ? targetBranches.join(', ') : 'every one',
    },
    { name: 'Begins anew after', value: `${settings.baselineGapDays} d` },
    {
      name: 'One release within',
      value: formatSpan(settings.releaseWindowMinutes * 60),
    },
    {
      name: 'Incident without a link',
      value: `blames what was deployed within ${formatSpan(
        settings.incidentWindowMinutes * 60,
      )}`,
    },
    {
      name: 'On top of a failed one',
      value: settings.affectedCount ? 'counts as failed' : 'is only affected',
    },
    {
      name: 'Unknown reach',
      value: settings.unknownReachCounts ? 'counts as failed' : 'not counted',
    },
    {
      name: 'Recovery ends with',
      value:
        settings.recoveryEnd === 'incident'
          ? 'the incident, else the repair'
          : 'the repair, else the incident',
    },
    {
      name: 'Hotfix by',
      value: `ref ${pattern(hotfixRules.ref)}, branch ${pattern(
        hotfixRules.branch,
      )}, label ${pattern(hotfixRules.label)}`,
    },
    { name: 'Reverts by', value: settings.revertRules.join(', ') || 'none' },
    {
      name: 'Paths of services',
      value:
        paths
          .map(({ service, prefixes }) => `${service}: ${prefixes.join(', ')}`)
          .join('; ') || 'none: a repository belongs to one service',
    },
  ];
}
