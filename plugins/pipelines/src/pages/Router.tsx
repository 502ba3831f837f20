import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Skeleton } from '@quarterdeck/plugin-portal-react';
import { PipelinesPage } from './PipelinesPage';

const RunPage = lazy(() =>
  import('./RunPage').then(module => ({ default: module.RunPage })),
);
const HealthPage = lazy(() =>
  import('./HealthPage').then(module => ({ default: module.HealthPage })),
);

/** The pages below `/pipelines`. */
export function Router() {
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <Routes>
        <Route
          path="runs/:instance/:externalId/:attempt"
          element={<RunPage />}
        />
        <Route path="health" element={<HealthPage />} />
        <Route path="*" element={<PipelinesPage />} />
      </Routes>
    </Suspense>
  );
}
