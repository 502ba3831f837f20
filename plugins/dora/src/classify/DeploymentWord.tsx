import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import {
  CountedDeployment,
  DoraClassification,
  DoraSample,
} from '@quarterdeck/plugin-dora-common';
import {
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  token,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { useClassify, useUndoClassification } from '../api/changes';
import { useCountedDeployment } from '../api/queries';
import { useRepairs } from '../api/listQueries';
import { deploymentName } from '../samples/sampleText';
import { classificationWords } from './classificationWords';
import { ClassifyDialog } from './ClassifyDialog';
import { markText } from './markText';

const Part = styled('div')({
  fontSize: 13,
  lineHeight: '20px',
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  minWidth: 0,
  '& ul': { margin: 0, paddingLeft: 18 },
  '& [data-undone="true"]': {
    color: token('text.muted'),
    textDecoration: 'line-through',
  },
});

const personName = (ref: string | null): string =>
  ref?.split('/').pop() ?? 'somebody';

/** Why a deployment counts as it does, what people said of it, and the way to say more. */
export function DeploymentWord(props: {
  deployment: CountedDeployment;
  marks: DoraSample['marks'];
}) {
  const { deployment, marks } = props;
  const { instance, externalId } = deployment;
  const key = { instance, externalId };
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const counted = useCountedDeployment(key);
  const classify = useClassify();
  const undo = useUndoClassification();
  const repairs = useRepairs(
    deployment.entityRef,
    deployment.finishedAt,
    asking,
  );
  // Promises, for what is told must not be lost with this part of the page: the
  // sample may be gone from the list by then. Errors are shown below.
  const takeBack = (id: string) => {
    undo.mutateAsync({ key, id }).then(
      () => toast({ text: 'Taken back.' }),
      () => undefined,
    );
  };
  return (
    <Part>
      {marks.length > 0 && (
        <ul aria-label="Why it counts as failed">
          {marks.map(mark => (
            <li key={`${mark.method} ${mark.detail} ${mark.at}`}>
              {markText(mark)}
            </li>
          ))}
        </ul>
      )}
      <QueryStates
        what="what people said"
        query={counted}
        skeleton={<Skeleton rows={1} />}
      >
        {answer => (
          <>
            {answer.classifications.map(said => (
              <Said
                key={said.id}
                said={said}
                busy={undo.isPending}
                onUndo={
                  answer.mayClassify && said.undoneAt === null
                    ? () => takeBack(said.id)
                    : undefined
                }
              />
            ))}
            {undo.error && (
              <span role="alert">
                Could not take it back: {undo.error.message}
              </span>
            )}
            <span>
              <Button
                size="small"
                variant="outlined"
                disabled={!answer.mayClassify}
                title={
                  answer.mayClassify
                    ? undefined
                    : 'It takes the permission dora.classify.'
                }
                onClick={() => setAsking(true)}
              >
                Classify
              </Button>
            </span>
          </>
        )}
      </QueryStates>
      {asking && (
        <ClassifyDialog
          title={deploymentName(deployment)}
          repairs={(repairs.data?.items ?? [])
            .filter(item => item.deployment.id !== deployment.id)
            .map(item => ({
              id: item.deployment.id,
              label: deploymentName(item.deployment),
            }))}
          busy={classify.isPending}
          error={classify.error?.message}
          onClose={() => setAsking(false)}
          onSubmit={said =>
            classify.mutateAsync({ key, said }).then(
              answer => {
                setAsking(false);
                toast({
                  text: `${classificationWords[said.as].done}.`,
                  undo: () => takeBack(answer.id),
                });
              },
              () => undefined,
            )
          }
        />
      )}
    </Part>
  );
}

function Said(props: {
  said: DoraClassification;
  busy: boolean;
  onUndo?: () => void;
}) {
  const { said, busy, onUndo } = props;
  return (
    <Row style={{ flexWrap: 'wrap' }}>
      <span data-undone={said.undoneAt !== null}>
        <b>{classificationWords[said.as].done}</b>: {said.reason}
      </span>
      <Muted>
        {personName(said.by)} <RelativeTime at={said.at} />
        {said.undoneAt && (
          <>
            , taken back by {personName(said.undoneBy)}{' '}
            <RelativeTime at={said.undoneAt} />
          </>
        )}
      </Muted>
      {onUndo && (
        <Button size="small" color="inherit" disabled={busy} onClick={onUndo}>
          Undo
        </Button>
      )}
    </Row>
  );
}
