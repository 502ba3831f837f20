import { IncidentAnswer } from '@quarterdeck/plugin-pipelines-common';
import { formatDuration, StateName } from '@quarterdeck/plugin-portal-react';

/** State and word of an incident, as everywhere. */
export const incidentStates: Record<
  IncidentAnswer['state'],
  { state: StateName; word: string }
> = {
  open: { state: 'error', word: 'Open' },
  mitigated: { state: 'warn', word: 'Mitigated' },
  resolved: { state: 'success', word: 'Resolved' },
};

/** `SEV 2`; nothing when nobody said. */
export const severityWord = (severity: IncidentAnswer['severity']) =>
  severity === 'unknown' ? undefined : `SEV ${severity.slice(3)}`;

/** How long users were hit, so far. */
export function incidentSeconds(
  incident: Pick<IncidentAnswer, 'startedAt' | 'endedAt'>,
  now: Date,
): number {
  const end = incident.endedAt ? Date.parse(incident.endedAt) : now.getTime();
  return Math.max(0, (end - Date.parse(incident.startedAt)) / 1000);
}

/** An incident in one line, for readers and tooltips. */
export function incidentText(incident: IncidentAnswer, now: Date): string {
  const length = formatDuration(incidentSeconds(incident, now));
  return [
    severityWord(incident.severity),
    incident.title,
    incident.endedAt ? `over after ${length}` : `open for ${length}`,
  ]
    .filter(part => part !== undefined)
    .join(', ');
}
