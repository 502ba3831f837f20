import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Entity } from '@backstage/catalog-model';
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderAt } from '@quarterdeck/plugin-portal-react/testUtils';
import { GatesRouter } from '../gates/GatesRouter';
import { Router } from '../pages/Router';
import { PoliciesRouter } from '../policy/PoliciesRouter';
import { FakeAnswers, fakePipelinesBackend } from './fakePipelinesBackend';

/** A component without a repository, unless annotated. */
export const sampleEntity = (
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default', annotations },
});

/** The pages at an address, or one element, on a backend in memory. */
export function renderPipelines(
  options: {
    at?: string;
    answers?: FakeAnswers;
    /** Instead of the pages below `/pipelines`. */
    element?: ReactElement;
    entity?: Entity;
    /** Permissions the person does not have. */
    denied?: string[];
  } = {},
): RenderResult & { backend: ReturnType<typeof fakePipelinesBackend> } {
  const backend = fakePipelinesBackend(options.answers);
  const element = options.element ?? (
    <Routes>
      <Route path="/pipelines/*" element={<Router />} />
      <Route path="/gates/*" element={<GatesRouter />} />
      <Route path="/policies/*" element={<PoliciesRouter />} />
    </Routes>
  );
  const page = renderAt(element, {
    at: options.at ?? '/pipelines',
    apis: [[fetchApiRef, { fetch: backend.fetch }]],
    entity: options.entity,
    denied: options.denied,
  });
  return { ...page, backend };
}
