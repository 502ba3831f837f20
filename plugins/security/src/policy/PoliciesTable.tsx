import Button from '@mui/material/Button';
import { Link, useNavigate } from 'react-router-dom';
import {
  Column,
  DataTable,
  EmptyState,
  formatCount,
  Icon,
  Muted,
  QueryStates,
  RelativeTime,
  severityWords,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import { usePolicies } from '../api/policyQueries';
import { personName } from '../components/findingWords';
import { lowestOf } from './policyDraft';
import { holdsFor, policyHref } from './policyWords';

const failsOn = ({ policy }: StoredPolicy) => {
  const lowest = lowestOf(policy.fail_on);
  if (lowest === 'none') return 'nothing';
  const word = severityWords[lowest].toLowerCase();
  return lowest === 'critical' ? word : `${word} and above`;
};

const columns: Column<StoredPolicy>[] = [
  {
    key: 'name',
    title: 'Policy',
    fixed: true,
    render: one => <TextLink to={policyHref(one.id)}>{one.name}</TextLink>,
  },
  {
    key: 'scope',
    title: 'Holds for',
    width: '22%',
    fixed: true,
    render: one => (
      <span title={one.scopeRef ?? undefined}>{holdsFor(one)}</span>
    ),
  },
  {
    key: 'environments',
    title: 'Environments',
    width: '18%',
    priority: 2,
    render: one =>
      one.environments.length > 0 ? (
        one.environments.join(', ')
      ) : (
        <Muted>every one</Muted>
      ),
  },
  { key: 'fails', title: 'Fails on', width: 150, render: failsOn },
  {
    key: 'scans',
    title: 'Scans',
    width: 72,
    numeric: true,
    priority: 3,
    render: one => formatCount(one.policy.required.length),
  },
  {
    key: 'version',
    title: 'Version',
    width: 76,
    numeric: true,
    priority: 3,
    render: one => one.version,
  },
  {
    key: 'changed',
    title: 'Changed',
    width: 190,
    render: one => (
      <>
        <RelativeTime at={one.changedAt} />{' '}
        <Muted>by {personName(one.changedBy)}</Muted>
      </>
    ),
  },
];

/** The policies of the gate; the narrowest that fits a service counts. */
export function PoliciesTable({ scope }: { scope?: string }) {
  const policies = usePolicies({ scope });
  const navigate = useNavigate();
  const create = (
    <Button
      size="small"
      variant="contained"
      component={Link}
      to="/security/gate/policies/new"
      startIcon={<Icon name="plus" size={14} />}
    >
      New policy
    </Button>
  );
  return (
    <QueryStates what="the policies" query={policies}>
      {({ items, first }) => (
        <DataTable
          label="Policies of the gate"
          columns={columns}
          rows={items}
          rowKey={one => one.id}
          onOpen={one => navigate(policyHref(one.id))}
          pageKeys
          more={policies.more}
          footer="The narrowest that fits counts: a service's own, then its system, owner, domain, everything"
          status={first.canPublish ? create : undefined}
          empty={
            <EmptyState
              icon="doc"
              title="No policy was set"
              reason="Every gate uses what the configuration says, or fails on critical and high."
              action={first.canPublish ? create : undefined}
            />
          }
        />
      )}
    </QueryStates>
  );
}
