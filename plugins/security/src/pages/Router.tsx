import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Skeleton } from '@quarterdeck/plugin-portal-react';
import { FindingsPage } from './FindingsPage';

const OverviewPage = lazy(() =>
  import('./OverviewPage').then(m => ({ default: m.OverviewPage })),
);
const FindingPage = lazy(() =>
  import('./FindingPage').then(m => ({ default: m.FindingPage })),
);
const AcceptancesPage = lazy(() =>
  import('../risk/AcceptancesPage').then(m => ({ default: m.AcceptancesPage })),
);
const SecretsPage = lazy(() =>
  import('../secrets/SecretsPage').then(m => ({ default: m.SecretsPage })),
);
const ScansPage = lazy(() =>
  import('../scans/ScansPage').then(m => ({ default: m.ScansPage })),
);
const ScanPage = lazy(() =>
  import('../scans/ScanPage').then(m => ({ default: m.ScanPage })),
);
const CoveragePage = lazy(() =>
  import('../coverage/CoveragePage').then(m => ({ default: m.CoveragePage })),
);
const GatePage = lazy(() =>
  import('../gate/GatePage').then(m => ({ default: m.GatePage })),
);
const EvaluationPage = lazy(() =>
  import('../gate/EvaluationPage').then(m => ({ default: m.EvaluationPage })),
);

const PolicyPage = lazy(() =>
  import('../policy/PolicyPage').then(m => ({ default: m.PolicyPage })),
);

/** The pages below `/security`. */
export function Router() {
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <Routes>
        <Route path="overview" element={<OverviewPage />} />
        <Route path="findings/:id" element={<FindingPage />} />
        <Route path="acceptances" element={<AcceptancesPage />} />
        <Route path="secrets" element={<SecretsPage />} />
        <Route path="scans" element={<ScansPage />} />
        <Route path="scans/:id" element={<ScanPage />} />
        <Route path="coverage" element={<CoveragePage />} />
        <Route path="gate" element={<GatePage />} />
        <Route path="gate/evaluations/:id" element={<EvaluationPage />} />
        <Route path="gate/policies/:id" element={<PolicyPage />} />
        <Route path="*" element={<FindingsPage />} />
      </Routes>
    </Suspense>
  );
}
