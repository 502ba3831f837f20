import { useEffect, useMemo } from 'react';
import {
  Card,
  EmptyState,
  Failed,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useSimulateGate } from '../api/changes';
import { SimulationResult } from '../gate/SimulationResult';
import { bodyOf, PolicyDraft } from './policyDraft';

/** A pause in writing before the draft is tried. */
const pauseMs = 600;

/** What the draft would change for whom it holds. Nothing is stored. */
export function DraftSimulation(props: {
  draft: PolicyDraft;
  valid: boolean;
  /** Where a policy for everything is tried. */
  scope?: string;
}) {
  const { draft, valid, scope } = props;
  const { mutate, data, error, isPending } = useSimulateGate();
  // Another name tries nothing anew.
  const { policy, scope: holds, scopeRef, environments } = draft;
  const body = useMemo(() => {
    const { environments: names = [] } = bodyOf({
      name: '',
      policy,
      scope: holds,
      scopeRef,
      environments,
    });
    return {
      policy,
      environment: names[0],
      scope: holds === 'all' ? scope : scopeRef.trim(),
      entities: [],
    };
  }, [policy, holds, scopeRef, environments, scope]);
  useEffect(() => {
    if (!valid) return undefined;
    const timer = setTimeout(() => mutate(body), pauseMs);
    return () => clearTimeout(timer);
  }, [valid, body, mutate]);
  return (
    <Card title="What if it held now" flush>
      {!valid && (
        <EmptyState
          icon="gate"
          title="Not tried"
          reason="The draft has something that cannot be read or is missing."
        />
      )}
      {valid && error && (
        <Failed title="Could not try the draft" reason={error.message} />
      )}
      {valid && !error && !data && <Skeleton rows={4} />}
      {valid && !error && data && (
        <SimulationResult simulation={data} busy={isPending} />
      )}
    </Card>
  );
}
