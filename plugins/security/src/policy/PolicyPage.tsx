import { useParams } from 'react-router-dom';
import {
  HeaderTools,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  Skeleton,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { usePolicies, usePolicyVersions } from '../api/policyQueries';
import { SecurityTabs } from '../components/SecurityTabs';
import { draftOf, emptyDraft } from './policyDraft';
import { PolicyEditor } from './PolicyEditor';

/** A policy of the gate: as a form, as text, and what it would change. */
export function PolicyPage() {
  const { id = 'new' } = useParams();
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      {id === 'new' ? <NewPolicy /> : <KnownPolicy key={id} id={id} />}
    </Page>
  );
}

function NewPolicy() {
  const { scope } = useScope();
  const policies = usePolicies({});
  return (
    <QueryStates what="the policies" query={policies}>
      {({ first }) => (
        <PolicyEditor
          initial={emptyDraft()}
          scope={scope}
          mayEdit={first.canPublish}
        />
      )}
    </QueryStates>
  );
}

function KnownPolicy({ id }: { id: string }) {
  const { scope } = useScope();
  const versions = usePolicyVersions(id);
  const policies = usePolicies({});
  return (
    <QueryStates
      what="the policy"
      query={versions}
      skeleton={<Skeleton rows={8} />}
    >
      {({ items: [newest] }) =>
        newest ? (
          <PolicyEditor
            // Another version starts the editor anew.
            key={newest.version}
            stored={newest}
            initial={draftOf(newest)}
            scope={scope}
            mayEdit={
              !newest.endedAt &&
              policies.data?.items.find(one => one.id === id)?.canEdit === true
            }
          />
        ) : (
          <>
            <PageHead title="No such policy" />
            <SecurityTabs at="gate" />
          </>
        )
      }
    </QueryStates>
  );
}
