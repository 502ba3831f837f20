import {
  Card,
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { ComponentSearch } from './ComponentSearch';
import { LicencesTable } from './LicencesTable';
import { SbomsTable } from './SbomsTable';
import { SbomTabs, sbomViews } from './SbomTabs';
import { VexTable } from './VexTable';

/** Components, licences and VEX over everything that is shipped. */
export function SbomPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = url.get('view');
  const known = sbomViews.find(({ key }) => key === view);
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="SBOM and licences"
        sentence="what is shipped, by whom, under which licence"
      />
      <SbomTabs at={known?.key} />
      <Card flush>
        {view === 'documents' && <SbomsTable url={url} scope={scope} />}
        {view === 'licences' && <LicencesTable url={url} scope={scope} />}
        {view === 'vex' && <VexTable scope={scope} />}
        {!known?.key && <ComponentSearch url={url} scope={scope} />}
      </Card>
    </Page>
  );
}
