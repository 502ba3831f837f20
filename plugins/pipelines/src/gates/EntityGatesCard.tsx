import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Skeleton,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests } from '../api/gateQueries';
import { usePolicy } from '../api/policyQueries';
import { policyHref } from '../policy/PoliciesPage';
import { CheckLine, CheckList, Under } from './checklistStyles';
import { gateHref } from './gateLinks';
import { plainRefs, requestWords } from './gateWords';

/** The newest gate of each environment, those that wait first. */
export function newestPerEnvironment(
  requests: readonly GateRequest[],
): GateRequest[] {
  const newest = new Map<string, GateRequest>();
  for (const request of requests) {
    const known = newest.get(request.environment);
    const waits = known?.state === 'waiting';
    if (!known || (!waits && request.askedAt > known.askedAt)) {
      newest.set(request.environment, request);
    }
  }
  return [...newest.values()];
}

/** Which policy covers the entity, and where its gates stand. */
export function EntityGatesCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const gates = useGateRequests({ entity: [entityRef] });
  return (
    <Card
      title="Gates"
      right={<TextLink to={policyHref(entityRef)}>Delivery policy</TextLink>}
    >
      <PolicyLine entityRef={entityRef} />
      <QueryStates
        what="the gates of this entity"
        query={gates}
        skeleton={<Skeleton rows={2} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <Muted>No pipeline has asked a gate of this service yet.</Muted>
          ) : (
            <CheckList aria-label="Newest gate per environment">
              {newestPerEnvironment(items).map(request => (
                <li key={request.environment}>
                  <CheckLine>
                    <StatusChip {...requestWords(request.state)} />
                    <span>
                      <TextLink to={gateHref(request.id)}>
                        {request.environment}{' '}
                        <Mono>{request.commit.slice(0, 7)}</Mono>
                      </TextLink>
                    </span>
                  </CheckLine>
                  <Under>
                    {plainRefs(
                      request.evaluation?.reason ?? 'Nothing was checked yet.',
                    )}{' '}
                    <RelativeTime at={request.decidedAt ?? request.askedAt} />
                  </Under>
                </li>
              ))}
            </CheckList>
          )
        }
      </QueryStates>
    </Card>
  );
}

function PolicyLine({ entityRef }: { entityRef: string }) {
  const policy = usePolicy(entityRef);
  return (
    <QueryStates
      what="the policy"
      query={policy}
      skeleton={<Skeleton rows={1} />}
    >
      {({ source, problems, policy: counts }) => (
        <div style={{ paddingBottom: 8 }}>
          {source === 'none' && (
            <StatusChip
              state="queued"
              word="No delivery policy: gates are shut"
            />
          )}
          {source !== 'none' && problems.length > 0 && (
            <StatusChip
              state={counts ? 'warn' : 'error'}
              word={`Policy with ${problems.length} ${
                problems.length === 1 ? 'mistake' : 'mistakes'
              }`}
            />
          )}
          {source !== 'none' && problems.length === 0 && (
            <StatusChip
              state={counts ? 'success' : 'unknown'}
              word={
                counts
                  ? `Policy with ${Object.keys(counts.stages).length} stages`
                  : 'Policy not read yet'
              }
            />
          )}
        </div>
      )}
    </QueryStates>
  );
}
