import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Entity } from '@backstage/catalog-model';
import { ApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderAt } from '@quarterdeck/plugin-portal-react/testUtils';
import { DoraPage } from '../pages/DoraPage';
import { FakeAnswers, fakeDoraBackend } from './fakeDoraBackend';

/** An entity of a kind. */
export const sampleEntity = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

/** The DORA page at an address, or one element, on a backend in memory. */
export function renderDora(
  options: {
    at?: string;
    answers?: FakeAnswers;
    element?: ReactElement;
    entity?: Entity;
    /** APIs in place of the usual ones. */
    apis?: ReadonlyArray<readonly [ApiRef<unknown>, Partial<unknown>]>;
  } = {},
): RenderResult & { backend: ReturnType<typeof fakeDoraBackend> } {
  const backend = fakeDoraBackend(options.answers);
  const element = options.element ?? (
    <Routes>
      <Route path="/dora/*" element={<DoraPage />} />
    </Routes>
  );
  const page = renderAt(element, {
    at: options.at ?? '/dora?scope=all',
    apis: [[fetchApiRef, { fetch: backend.fetch }], ...(options.apis ?? [])],
    entity: options.entity,
  });
  return { ...page, backend };
}
