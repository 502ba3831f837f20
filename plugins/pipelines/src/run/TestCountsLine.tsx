import { styled } from '@mui/material/styles';
import { TestCounts, TestReport } from '@quarterdeck/plugin-pipelines-common';
import {
  formatCount,
  formatDuration,
  Muted,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';

const Line = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 16px',
  padding: '8px 16px',
});

/** Figures of all reports of the run together. */
export function TestCountsLine(props: {
  counts: TestCounts;
  reports: readonly TestReport[];
}) {
  const { counts, reports } = props;
  const unread = reports.reduce((sum, one) => sum + one.rejectedCount, 0);
  const kept = reports.reduce((sum, one) => sum + one.keptCases, 0);
  return (
    <Line>
      <StatusChip
        state={counts.failed > 0 ? 'error' : 'success'}
        word={`${formatCount(counts.failed)} failed`}
      />
      <span>{formatCount(counts.passed)} passed</span>
      <span>{formatCount(counts.skipped)} skipped</span>
      {counts.flaky > 0 && (
        <StatusChip state="warn" word={`${formatCount(counts.flaky)} flaky`} />
      )}
      <Muted>
        {unread > 0 && 'at least '}
        {formatCount(counts.tests)} in {reports.length}{' '}
        {reports.length === 1 ? 'report' : 'reports'}
        {counts.seconds !== null && `, ${formatDuration(counts.seconds)}`}
        {unread > 0 && `; ${formatCount(unread)} records could not be read`}
        {kept < counts.tests &&
          `; ${formatCount(kept)} are kept to look at, failed ones first`}
      </Muted>
    </Line>
  );
}
