import { Route, Routes } from 'react-router-dom';
import { DeploymentsRouter } from '../pages/DeploymentsRouter';
import { EnvironmentsPage } from '../pages/EnvironmentsPage';
import { FakeAnswers } from './fakePipelinesBackend';
import { renderPipelines } from './renderPipelines';
import {
  sampleDeployment,
  sampleDeploymentPage,
  sampleFreeze,
  sampleMatrix,
  sampleTiles,
  sampleTimeline,
} from './sampleDeployments';
import { sampleMeta } from './samplePipelines';

/** What the backend answers unless a test says otherwise. */
export const deploymentAnswers: FakeAnswers = {
  environmentMatrix: { body: sampleMatrix() },
  environmentTiles: { body: sampleTiles },
  listDeployments: {
    body: {
      items: [sampleDeployment('d1')],
      nextCursor: null,
      meta: sampleMeta,
    },
  },
  deploymentTimeline: { body: sampleTimeline() },
  environmentDrift: { body: { items: [], total: 0, meta: sampleMeta } },
  listFreezes: { body: { items: [sampleFreeze()], canManage: true } },
  getDeployment: { body: sampleDeploymentPage() },
  listGateRequests: { body: { items: [], nextCursor: null } },
  listOutbox: { body: { items: [], nextCursor: null, deadCount: 0 } },
};

/** The pages of deployments and environments at an address. */
export function renderDeployments(
  at: string,
  answers: FakeAnswers = {},
): ReturnType<typeof renderPipelines> {
  return renderPipelines({
    at,
    answers: { ...deploymentAnswers, ...answers },
    element: (
      <Routes>
        <Route path="/environments" element={<EnvironmentsPage />} />
        <Route path="/deployments/*" element={<DeploymentsRouter />} />
      </Routes>
    ),
  });
}
