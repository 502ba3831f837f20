import { PolicySummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { usePolicies } from '../api/policyQueries';
import { sourceWords } from './PolicyDetail';

function State({ policy }: { policy: PolicySummary }) {
  const { source, problemCount, version } = policy;
  if (source === 'none') {
    return <StatusChip state="queued" word="No policy, gates shut" />;
  }
  if (problemCount > 0) {
    const count = `${problemCount} ${
      problemCount === 1 ? 'mistake' : 'mistakes'
    }`;
    return version ? (
      <StatusChip state="warn" word={`${count}, older one counts`} />
    ) : (
      <StatusChip state="error" word={`${count}, gates shut`} />
    );
  }
  return version ? (
    <StatusChip state="success" word="Counts" />
  ) : (
    <StatusChip state="unknown" word="Not read yet" />
  );
}

const columns: Column<PolicySummary>[] = [
  {
    key: 'service',
    title: 'Service',
    width: '22%',
    fixed: true,
    render: policy => <EntityChip entityRef={policy.entityRef} />,
  },
  {
    key: 'state',
    title: 'State',
    width: 232,
    render: policy => <State policy={policy} />,
  },
  {
    key: 'source',
    title: 'Source',
    width: 196,
    priority: 2,
    render: policy =>
      policy.source === 'none' ? (
        <Muted>–</Muted>
      ) : (
        <span title={policy.location ?? undefined}>
          {sourceWords[policy.source]}
        </span>
      ),
  },
  {
    key: 'stages',
    title: 'Stages',
    render: policy =>
      policy.stages.length === 0 ? (
        <Muted>–</Muted>
      ) : (
        <span title={policy.stages.join(', ')}>{policy.stages.join(', ')}</span>
      ),
  },
  {
    key: 'version',
    title: 'Version',
    width: 124,
    priority: 3,
    render: policy =>
      policy.version ? <Mono>{policy.version}</Mono> : <Muted>–</Muted>,
  },
  {
    key: 'since',
    title: 'Counts since',
    numeric: true,
    width: 112,
    priority: 3,
    render: policy =>
      policy.goodSince ? (
        <RelativeTime at={policy.goodSince} />
      ) : (
        <Muted>–</Muted>
      ),
  },
];

/** Services with the policy that covers them. */
export function PolicyList(props: {
  scope?: string;
  only?: 'problems';
  open?: string;
  onOpen: (entityRef: string) => void;
}) {
  const { scope, only, open, onOpen } = props;
  const policies = usePolicies({ scope, only });
  return (
    <Card flush>
      <QueryStates what="the policies" query={policies}>
        {({ items }) => (
          <DataTable
            label="Policies"
            columns={columns}
            rows={items}
            rowKey={policy => policy.entityRef}
            onOpen={policy => onOpen(policy.entityRef)}
            selectedKey={open}
            more={policies.more}
            empty={
              only ? (
                <EmptyState
                  icon="check"
                  title="No policy has a mistake"
                  reason="Mistakes in files and in the configuration appear here with their lines."
                />
              ) : (
                <EmptyState
                  icon="policy"
                  title="No component in this scope"
                  reason="Components of the catalog appear here with the policy that covers them."
                />
              )
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
