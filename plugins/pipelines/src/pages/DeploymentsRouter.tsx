import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Skeleton } from '@quarterdeck/plugin-portal-react';
import { DeploymentsPage } from './DeploymentsPage';

const DeploymentPage = lazy(() =>
  import('./DeploymentPage').then(module => ({
    default: module.DeploymentPage,
  })),
);

/** The pages below `/deployments`. */
export function DeploymentsRouter() {
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <Routes>
        <Route path=":instance/:externalId" element={<DeploymentPage />} />
        <Route path="*" element={<DeploymentsPage />} />
      </Routes>
    </Suspense>
  );
}
