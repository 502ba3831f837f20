import {
  Card,
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  Tabs,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { ComponentSearch } from './ComponentSearch';
import { LicencesTable } from './LicencesTable';
import { SbomsTable } from './SbomsTable';
import { VexTable } from './VexTable';

const views = [
  { key: undefined, label: 'Who ships it?' },
  { key: 'documents', label: 'SBOMs' },
  { key: 'licences', label: 'Licences' },
  { key: 'vex', label: 'VEX' },
];

/** Components, licences and VEX over everything that is shipped. */
export function SbomPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = url.get('view');
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="SBOM and licences"
        sentence="what is shipped, by whom, under which licence"
      />
      <Tabs
        label="Parts of SBOM and licences"
        items={views.map(({ key, label }) => ({
          label,
          to: `/sbom${url.href({ view: key, pick: undefined })}`,
          selected: view === key,
        }))}
      />
      <Card flush>
        {view === 'documents' && <SbomsTable url={url} scope={scope} />}
        {view === 'licences' && <LicencesTable url={url} scope={scope} />}
        {view === 'vex' && <VexTable scope={scope} />}
        {!views.some(({ key }) => key !== undefined && key === view) && (
          <ComponentSearch url={url} scope={scope} />
        )}
      </Card>
    </Page>
  );
}
