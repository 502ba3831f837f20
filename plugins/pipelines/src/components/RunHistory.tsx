import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { StripRun } from '@quarterdeck/plugin-pipelines-common';
import {
  RelativeTime,
  RunStrip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { stripBars } from './stripBars';

const Axis = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  gap: 8,
  paddingTop: 4,
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
});

/** The last runs as a strip with its ends named. */
export function RunHistory(props: {
  label: string;
  runs: readonly StripRun[];
  /** In the middle below: "median 6m 32s". */
  note: ReactNode;
  barWidth?: number;
}) {
  const { label, runs, note, barWidth = 7 } = props;
  return (
    <div style={{ width: 'fit-content', maxWidth: '100%', overflowX: 'auto' }}>
      <RunStrip
        label={label}
        runs={stripBars(runs)}
        height={40}
        barWidth={barWidth}
      />
      <Axis>
        {runs[0] && <RelativeTime at={runs[0].listedAt} />}
        <span>{note}</span>
        <span>newest</span>
      </Axis>
    </div>
  );
}
