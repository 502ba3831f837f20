import { RunStage, StagedJob } from '@quarterdeck/plugin-pipelines-common';
import {
  Drawer,
  Duration,
  Muted,
  SafeLink,
  StatusChip,
  Tag,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { stateOf } from '../components/runWords';
import { CheckLine, CheckList, Under } from '../gates/checklistStyles';

const seconds = ({ startedAt, finishedAt }: StagedJob) =>
  startedAt && finishedAt
    ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
    : null;

/** The jobs of one stage, and the rule that put each of them there. */
export function StageDrawer(props: { stage: RunStage; onClose: () => void }) {
  const { stage, onClose } = props;
  return (
    <Drawer open title={`Stage ${stage.title}`} onClose={onClose}>
      <Muted>
        A job stands in a stage by the first rule that fits: rules of the
        service's delivery policy, then its name, the provider's stage and the
        pipeline's name.{' '}
        <TextLink to="/policies?view=keys">Write a rule of your own</TextLink>
      </Muted>
      {stage.jobs.length === 0 && (
        <Muted>No job of this run stands in this stage.</Muted>
      )}
      <CheckList aria-label={`Jobs of ${stage.title}`}>
        {stage.jobs.map(job => (
          <li key={job.externalId}>
            <CheckLine>
              <StatusChip state={stateOf(job.status)} word={job.status.word} />
              <Muted>
                <Duration seconds={seconds(job)} />
              </Muted>
            </CheckLine>
            <div>
              <SafeLink href={job.url}>{job.name}</SafeLink>{' '}
              {job.policyStage && <Tag>counts for {job.policyStage}</Tag>}
            </div>
            <Under style={{ paddingLeft: 0 }}>
              Why here: {job.explanation.text}
            </Under>
          </li>
        ))}
      </CheckList>
    </Drawer>
  );
}
