import { RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Entity } from '@backstage/catalog-model';
import {
  discoveryApiRef,
  fetchApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { renderAt } from '@quarterdeck/plugin-portal-react/testUtils';
import { Router } from '../pages/Router';
import { SbomRouter } from '../sbom/SbomRouter';
import { FakeAnswers, fakeSecurityBackend } from './fakeSecurityBackend';

const person = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ravi', namespace: 'default' },
  spec: { profile: { displayName: 'Ravi Menon' } },
};
const catalog = {
  queryEntities: async (request?: object) => ({
    items: JSON.stringify(request ?? {}).includes('"User"') ? [person] : [],
    totalItems: 0,
    pageInfo: {},
  }),
  getEntityByRef: async () => undefined,
};

const withDoors =
  (
    backend: typeof fetch,
    doors: Record<string, { status: number; body: unknown }> = {},
  ): typeof fetch =>
  async (input, init) => {
    const url = new URL(String(input));
    const answer = url.host === 'ingest' ? doors[url.pathname] : undefined;
    return answer
      ? new Response(JSON.stringify(answer.body), { status: answer.status })
      : backend(input, init);
  };

/** A component. */
export const sampleEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
};

/** The pages at an address, or one element, on a backend in memory. */
export function renderSecurity(
  options: {
    at?: string;
    answers?: FakeAnswers;
    /** Answers of the door of reports, by path. */
    doors?: Record<string, { status: number; body: unknown }>;
    /** Permissions this person does not have. */
    denied?: readonly string[];
    /** Instead of the pages. */
    element?: ReactElement;
    entity?: Entity;
  } = {},
): RenderResult & { backend: ReturnType<typeof fakeSecurityBackend> } {
  const backend = fakeSecurityBackend(options.answers);
  const element = options.element ?? (
    <Routes>
      <Route path="/security/*" element={<Router />} />
      <Route path="/sbom/*" element={<SbomRouter />} />
    </Routes>
  );
  const page = renderAt(element, {
    at: options.at ?? '/security',
    apis: [
      [fetchApiRef, { fetch: withDoors(backend.fetch, options.doors) }],
      [discoveryApiRef, mockApis.discovery()],
      [catalogApiRef, catalog],
      [storageApiRef, mockApis.storage()],
    ],
    entity: options.entity,
    denied: options.denied,
  });
  return { ...page, backend };
}
