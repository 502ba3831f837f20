import { RunSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Muted,
  QueryStates,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useRunHistory } from '../api/queries';
import { RunHistory } from '../components/RunHistory';

/** The runs of the same pipeline and branch, up to now. */
export function HistoryCard({ run }: { run: RunSummary }) {
  const { instance, externalId, attempt } = run;
  const query = useRunHistory({ instance, externalId, attempt });
  const place = run.branch ?? run.tag;
  return (
    <Card title={place ? `Last runs on ${place}` : 'Last runs'}>
      <QueryStates
        what="the last runs"
        query={query}
        skeleton={<Skeleton rows={1} height={40} />}
      >
        {({ items }) =>
          items.length > 0 ? (
            <RunHistory
              label={`The last ${items.length} runs`}
              runs={items}
              note="height is duration"
            />
          ) : (
            <Muted>This is the first one.</Muted>
          )
        }
      </QueryStates>
    </Card>
  );
}
