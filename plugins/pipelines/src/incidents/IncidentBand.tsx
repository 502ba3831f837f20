import { styled } from '@mui/material/styles';
import { IncidentAnswer } from '@quarterdeck/plugin-pipelines-common';
import { token } from '@quarterdeck/plugin-portal-react';
import { shareOf, Span } from '../timeline/timeScale';
import { incidentText } from './incidentWords';

const Band = styled('a')({
  position: 'absolute',
  top: 9,
  height: 10,
  minWidth: 6,
  borderRadius: 3,
  background: token('state.error.soft'),
  boxShadow: `inset 0 0 0 1px ${token('state.error.fill')}`,
  '&[data-open="true"]': { background: token('state.error.fill') },
  '&[href]:hover': {
    boxShadow: `inset 0 0 0 2px ${token('state.error.fill')}`,
  },
  '&:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 1,
  },
  '&::after': { content: '""', position: 'absolute', inset: '-7px -3px' },
});

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** An incident on the time axis, as long as users were hit. Opens it at its provider. */
export function IncidentBand(props: {
  incident: IncidentAnswer;
  span: Span;
  now: Date;
}) {
  const { incident, span, now } = props;
  const left = shareOf(Date.parse(incident.startedAt), span);
  const end = incident.endedAt ? Date.parse(incident.endedAt) : now.getTime();
  const words = `Incident: ${incidentText(incident, now)}`;
  return (
    <Band
      {...(incident.url
        ? { href: incident.url, target: '_blank', rel: 'noreferrer' }
        : { role: 'img' })}
      data-open={incident.state === 'open'}
      aria-label={words}
      title={words}
      style={{
        left: percent(left),
        width: percent(Math.max(0, shareOf(end, span) - left)),
      }}
    />
  );
}
