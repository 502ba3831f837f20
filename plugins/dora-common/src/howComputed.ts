import { formulaVersion } from './formulaVersion';
import { DoraSettings, MetricName } from './types';

/** A metric's formula in words, for the panel beside it. */
export interface HowComputed {
  metric: MetricName;
  formulaVersion: string;
  /** One sentence that says it all. */
  summary: string;
  details: readonly string[];
}

const leadFrom: Record<DoraSettings['leadTimeFrom'], string> = {
  committed: 'from the commit',
  authored: 'from when the commit was written',
  change_first_commit: 'from the first commit of its change',
  merged: 'from the merge of its change',
};

const hours = (minutes: number) => `${Math.round((minutes / 60) * 10) / 10} h`;

function leadTime(settings: DoraSettings) {
  const { leadTimeFrom, leadTimeRegion, botPattern, baselineGapDays } =
    settings;
  return {
    summary: `Median time ${leadFrom[leadTimeFrom]} until it is in production for the first time.`,
    details: [
      'Merge commits are left out; a squash stands for the commits of its change.',
      botPattern === null
        ? 'Commits of bots count.'
        : 'Commits of bots are left out.',
      `The first deployment, one after more than ${baselineGapDays} days and one after a force push give none.`,
      `With several regions it ends at the ${leadTimeRegion} one.`,
      'Negative times count as 0 and are listed.',
      'The stages sum up to it; what is unknown is in the next stage.',
    ],
  };
}

function failRate(settings: DoraSettings) {
  return {
    summary: 'Deployments that failed, of those that users met.',
    details: [
      'What failed before users met it is no change failure.',
      'A canary that was taken back by itself stands apart; the rate is shown with and without.',
      'Trust: people, links, rollbacks, linked reverts, rules, time.',
      settings.affectedCount
        ? 'Deployments on top of a failed one count as failed too.'
        : 'Of deployments that were rolled back together, the first one counts as failed.',
      `An incident without a link belongs to the last deployment within ${hours(
        settings.incidentWindowMinutes,
      )}.`,
      settings.unknownReachCounts
        ? 'A failed one counts when nobody knows if users met it.'
        : 'A failed one does not count when nobody knows if users met it; it is listed.',
      'The interval holds the true rate in 95 of 100 cases (Wilson).',
    ],
  };
}

/** How a metric is computed under a team's settings. */
export function howComputed(
  metric: MetricName,
  settings: DoraSettings,
): HowComputed {
  const texts: Record<
    MetricName,
    { summary: string; details: readonly string[] }
  > = {
    change_lead_time: leadTime(settings),
    deployment_frequency: {
      summary: 'Deployments that arrived in production, by days that are over.',
      details: [
        `The same release in several regions within ${hours(
          settings.releaseWindowMinutes,
        )} is one.`,
        'A pipeline run again is the same deployment.',
        'Days count from the week of the first deployment that is known.',
        'Deployment days: days with at least one, in the time zone of the team.',
      ],
    },
    failed_deployment_recovery_time: {
      summary: 'Median time from a failed deployment until it was made good.',
      details: [
        'It begins when the deployment finished, or when the first users met it.',
        settings.recoveryEnd === 'incident'
          ? 'It ends when the incident was resolved, without one when the repair was deployed.'
          : 'It ends when the repair was deployed, without one when the incident was resolved.',
        'If an incident was opened again, the last time it was resolved counts.',
        'Open ones are not in the median. Incidents without a change are not in it.',
      ],
    },
    change_fail_rate: failRate(settings),
    deployment_rework_rate: {
      summary:
        'Deployments made to repair another one, of those that users met.',
      details: [
        'Rollbacks, hotfixes, roll-forwards and what is linked as a repair.',
      ],
    },
  };
  return { metric, formulaVersion, ...texts[metric] };
}
