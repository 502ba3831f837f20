import { styled } from '@mui/material/styles';
import { RunStage } from '@quarterdeck/plugin-pipelines-common';
import {
  Duration,
  HiddenText,
  Muted,
  QueryStates,
  Skeleton,
  StateIcon,
  StateName,
  token,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useRunStages } from '../api/policyQueries';
import { RunParams } from '../api/queries';
import { stateOf } from '../components/runWords';
import { StageDrawer } from './StageDrawer';

const Strip = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: '8px 12px',
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  background: token('surface.base'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  // The line between two stages, as long as there is room.
  '& li': { display: 'flex', alignItems: 'center', flex: '1 1 auto' },
  '& li:last-of-type': { flex: '0 0 auto' },
  '& li:not(:last-of-type)::after': {
    content: '""',
    flex: 1,
    minWidth: 12,
    height: 1,
    margin: '0 8px',
    background: token('border.base'),
  },
  '& button': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    minHeight: 32,
    padding: '0 4px',
    border: 0,
    borderRadius: 6,
    background: 'none',
    font: 'inherit',
    fontSize: 13,
    whiteSpace: 'nowrap',
    color: token('text.primary'),
    cursor: 'pointer',
    '&:hover': { background: token('surface.hover') },
  },
  '& button[data-empty="true"]': { color: token('text.muted') },
  '& button[data-loud="true"] b': {
    fontWeight: 600,
    color: token('state.error.text'),
  },
  '& b': { fontWeight: 400 },
  '& button[aria-expanded="true"]': { background: token('surface.selected') },
});

/** Icon and word of a stage. */
function words(stage: RunStage): { state: StateName; word: string } {
  return stage.status
    ? { state: stateOf(stage.status), word: stage.status.word }
    : { state: 'queued', word: 'no job here' };
}

/** The seven stages of the run; each opens its jobs and why they stand there. */
export function StageStrip({ params }: { params: RunParams }) {
  const stages = useRunStages(params);
  return (
    <QueryStates
      what="the stages"
      query={stages}
      skeleton={<Skeleton rows={1} height={20} />}
    >
      {answer => <Stages stages={answer.stages} />}
    </QueryStates>
  );
}

function Stages({ stages }: { stages: readonly RunStage[] }) {
  const url = useUrlState();
  const open = stages.find(({ stage }) => stage === url.get('stage'));
  return (
    <>
      <Strip aria-label="Stages">
        {stages.map(stage => {
          const { state, word } = words(stage);
          return (
            <li key={stage.stage}>
              <button
                type="button"
                aria-haspopup="dialog"
                aria-expanded={stage === open}
                data-empty={stage.status === null}
                data-loud={state === 'error'}
                title={`${stage.title}: ${word}. Why these jobs stand here`}
                onClick={() => url.set({ stage: stage.stage })}
              >
                <StateIcon state={state} />
                <b>{stage.title}</b>
                <HiddenText>, {word}</HiddenText>
                <Muted>
                  <Time stage={stage} />
                </Muted>
              </button>
            </li>
          );
        })}
      </Strip>
      {open && (
        <StageDrawer
          stage={open}
          onClose={() => url.set({ stage: undefined })}
        />
      )}
    </>
  );
}

/** How long it took, or runs; nothing for a stage that did not begin. */
function Time({ stage }: { stage: RunStage }) {
  if (stage.runSeconds !== null) return <Duration seconds={stage.runSeconds} />;
  const running = stage.status?.key === 'running';
  return running ? <Duration since={stage.startedAt} /> : null;
}
