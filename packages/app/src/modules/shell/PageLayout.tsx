import { useResolvedPath } from 'react-router-dom';
import {
  BreadcrumbEntry,
  PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { Page, PageHead } from '@quarterdeck/plugin-portal-react';
import { PageTabs } from './PageTabs';

/**
 * What stands above a page that does not bring its own head. The name goes to
 * the header's path; pages in parts get a title and tabs.
 */
export function PageLayout(props: PageLayoutProps) {
  const { title, titleLink, noHeader, headerActions, tabs, children } = props;
  const here = useResolvedPath('.').pathname.replace(/\/$/, '') || '/';
  if (!title) return <>{children}</>;
  // A plugin with several pages has one title link, which is another page's.
  const under =
    titleLink !== undefined && `${here}/`.startsWith(`${titleLink}/`);
  const inParts = !noHeader && tabs !== undefined && tabs.length > 0;
  return (
    <BreadcrumbEntry entry={{ label: title, href: under ? titleLink : here }}>
      {inParts && (
        <Page>
          <PageHead title={title} actions={headerActions} />
          <PageTabs base={here} label={title} tabs={tabs} />
        </Page>
      )}
      {children}
    </BreadcrumbEntry>
  );
}
