import { styled } from '@mui/material/styles';
import {
  Card,
  EmptyState,
  JobTimeline,
  token,
  useNow,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { JobDetail } from './JobDetail';
import { runStart, timelineJobs } from './timelineJobs';

const Legend = styled('span')({
  display: 'inline-flex',
  gap: 6,
  alignItems: 'center',
  color: token('text.secondary'),
  '& i': { width: 10, height: 10, borderRadius: 2, display: 'inline-block' },
});

const marks = [
  { word: 'Queue', style: { background: token('state.neutral.fill') } },
  { word: 'Run', style: { background: token('state.success.fill') } },
  {
    word: 'Critical path',
    style: { background: token('text.primary'), height: 2, width: 14 },
  },
];

const gateMark = {
  word: 'Gate wait',
  style: { background: token('state.hold.fill') },
};

/** Jobs as a timeline. A chosen job shows its steps below. */
export function JobsCard({ answer }: { answer: RunAnswer }) {
  const url = useUrlState();
  const now = useNow({ live: answer.run.state !== 'completed' });
  const bars = timelineJobs(answer);
  const chosen = url.get('job') ?? answer.failure?.jobExternalId;
  const job = answer.jobs.find(item => item.externalId === chosen);
  const legend = bars.some(bar => bar.gate) ? [...marks, gateMark] : marks;
  return (
    <Card
      title="Jobs"
      flush
      right={legend.map(mark => (
        <Legend key={mark.word}>
          <i style={mark.style} />
          {mark.word}
        </Legend>
      ))}
    >
      {bars.length === 0 ? (
        <EmptyState
          icon="pipe"
          title="No job yet"
          reason={
            answer.run.state === 'completed'
              ? 'The provider reported the run, but none of its jobs. Add job events to the webhook.'
              : 'Jobs appear here when the provider starts the first one.'
          }
        />
      ) : (
        <JobTimeline
          jobs={bars}
          now={Math.max(0, (now.getTime() - runStart(answer)) / 1000)}
          selected={job?.externalId}
          onSelect={key => {
            if (!key.startsWith('gate:')) url.set({ job: key });
          }}
        />
      )}
      {job && <JobDetail job={job} />}
    </Card>
  );
}
