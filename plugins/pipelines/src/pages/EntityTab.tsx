import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Page, QueryStates } from '@quarterdeck/plugin-portal-react';
import { useEntitySummary } from '../api/queries';
import { BranchNowStrip } from '../components/BranchNowStrip';
import { RunList } from '../components/RunList';
import { SendRuns } from '../components/SendRuns';
import { StaleNotice } from '../components/StaleNotice';

/** CI/CD of one component: the default branch now, then its runs. */
export function EntityTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const summary = useEntitySummary(entityRef);
  return (
    <Page>
      <QueryStates what="the runs" query={summary}>
        {answer =>
          answer.hasRuns ? (
            <>
              <StaleNotice meta={answer.meta} />
              {answer.pipelines.length > 0 && (
                <BranchNowStrip pipelines={answer.pipelines} />
              )}
              <RunList entityRef={entityRef} />
            </>
          ) : (
            <SendRuns entityName={entity.metadata.name} />
          )
        }
      </QueryStates>
    </Page>
  );
}
