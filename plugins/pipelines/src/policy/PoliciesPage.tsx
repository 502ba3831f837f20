import { parseEntityRef } from '@backstage/catalog-model';
import {
  Drawer,
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  Tabs,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { KeysView } from './KeysView';
import { PolicyDetail } from './PolicyDetail';
import { PolicyList } from './PolicyList';
import { TryView } from './TryView';

const views = [
  { key: undefined, label: 'Services' },
  { key: 'problems', label: 'With mistakes' },
  { key: 'try', label: 'Try a policy' },
  { key: 'keys', label: 'What can be written' },
];

/** The page of one entity's policy. */
export function policyHref(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/policies/${[namespace, kind, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** What each service asks before a change goes on, and where that is written. */
export function PoliciesPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = url.get('view');
  const open = url.get('open');
  const list = view !== 'try' && view !== 'keys';
  return (
    <Page>
      <HeaderTools>{list && <ScopePicker />}</HeaderTools>
      <PageHead
        title="Policies"
        sentence="what each service asks before a change goes on"
      />
      <Tabs
        label="Views of policies"
        items={views.map(item => ({
          label: item.label,
          to: url.href({ view: item.key, open: undefined }),
          selected: view === item.key,
        }))}
      />
      {view === 'try' && <TryView />}
      {view === 'keys' && <KeysView />}
      {list && (
        <PolicyList
          scope={scope}
          only={view === 'problems' ? 'problems' : undefined}
          open={open}
          onOpen={entityRef => url.set({ open: entityRef })}
        />
      )}
      {open && list && (
        <Drawer
          open
          wide
          title={`Policy of ${parseEntityRef(open).name}`}
          href={policyHref(open)}
          onClose={() => url.set({ open: undefined })}
        >
          <PolicyDetail entityRef={open} />
        </Drawer>
      )}
    </Page>
  );
}
