import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { EntityChip, Page, PageHead } from '@quarterdeck/plugin-portal-react';
import { policyHref } from './PoliciesPage';
import { PolicyDetail } from './PolicyDetail';

/** The delivery policy of one entity. */
export function PolicyPage() {
  const { namespace = '', kind = '', name = '' } = useParams();
  const entityRef = `${kind}:${namespace}/${name}`;
  return (
    <BreadcrumbEntry entry={{ label: name, href: policyHref(entityRef) }}>
      <Page>
        <PageHead
          title={`Policy of ${name}`}
          facts={<EntityChip entityRef={entityRef} />}
        />
        <PolicyDetail entityRef={entityRef} />
      </Page>
    </BreadcrumbEntry>
  );
}
