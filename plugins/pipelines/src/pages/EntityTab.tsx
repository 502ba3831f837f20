import { styled } from '@mui/material/styles';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  EmptyState,
  QueryStates,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useEntitySummary } from '../api/queries';
import { BranchNowStrip } from '../components/BranchNowStrip';
import { RunList } from '../components/RunList';
import { SendRuns } from '../components/SendRuns';
import { StaleNotice } from '../components/StaleNotice';

// The entity's page has the padding.
const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minWidth: 0,
  fontVariantNumeric: 'tabular-nums',
});

/** An entity's default branch now, then all of its runs. */
export function EntityTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const summary = useEntitySummary(entityRef);
  return (
    <Stack>
      <QueryStates
        what="the pipelines of this entity"
        query={summary}
        skeleton={<Skeleton rows={6} />}
      >
        {answer =>
          answer.hasRuns ? (
            <>
              <StaleNotice meta={answer.meta} />
              {answer.pipelines.length > 0 ? (
                <BranchNowStrip pipelines={answer.pipelines} />
              ) : (
                <Card title="Default branch now">
                  <EmptyState
                    icon="branch"
                    title="No result on the default branch yet"
                    reason="Runs came, but none on the default branch has passed or failed."
                  />
                </Card>
              )}
              <RunList entityRef={entityRef} />
            </>
          ) : (
            <Card>
              <SendRuns entity={entity} />
            </Card>
          )
        }
      </QueryStates>
    </Stack>
  );
}
