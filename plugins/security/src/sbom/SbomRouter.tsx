import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Skeleton } from '@quarterdeck/plugin-portal-react';
import { SbomPage } from './SbomPage';

const SbomDetailPage = lazy(() =>
  import('./SbomDetailPage').then(m => ({ default: m.SbomDetailPage })),
);
const DiffPage = lazy(() =>
  import('./DiffPage').then(m => ({ default: m.DiffPage })),
);
const VexReportPage = lazy(() =>
  import('./VexReportPage').then(m => ({ default: m.VexReportPage })),
);

/** The pages below `/sbom`. */
export function SbomRouter() {
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <Routes>
        <Route path="documents/:id" element={<SbomDetailPage />} />
        <Route path="diff" element={<DiffPage />} />
        <Route path="vex/:id" element={<VexReportPage />} />
        <Route path="*" element={<SbomPage />} />
      </Routes>
    </Suspense>
  );
}
