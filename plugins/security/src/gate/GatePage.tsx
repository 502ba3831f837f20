import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  Card,
  HeaderTools,
  Icon,
  Page,
  PageHead,
  ScopePicker,
  useScope,
  useUrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { SecurityTabs } from '../components/SecurityTabs';
import { EvaluationsTable } from './EvaluationsTable';
import { GateMatrix } from './GateMatrix';
import { PoliciesTable } from '../policy/PoliciesTable';
import { SimulateView } from './SimulateView';

const views = [
  { key: undefined, label: 'Now' },
  { key: 'simulate', label: 'What if' },
  { key: 'decided', label: 'Decisions' },
  { key: 'policies', label: 'Policies' },
];

/** What may ship and what may not, why, and what another rule would change. */
export function GatePage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = url.get('view');
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Security gate"
        sentence="what may ship, and the exact reason why not"
        actions={
          <Button
            variant="outlined"
            component={Link}
            to="/gates"
            startIcon={<Icon name="gate" size={14} />}
          >
            All gates
          </Button>
        }
      />
      <SecurityTabs at="gate" />
      <Card flush>
        <Views
          items={views.map(({ key, label }) => ({
            label,
            href: url.href({ view: key }),
            selected: view === key,
          }))}
        />
        {view === 'simulate' && <SimulateView scope={scope} />}
        {view === 'decided' && <EvaluationsTable scope={scope} />}
        {view === 'policies' && <PoliciesTable scope={scope} />}
        {!views.some(({ key }) => key !== undefined && key === view) && (
          <GateMatrix scope={scope} />
        )}
      </Card>
    </Page>
  );
}
