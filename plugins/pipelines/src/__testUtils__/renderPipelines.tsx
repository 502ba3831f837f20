import { render, RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { QueryClient } from '@tanstack/react-query';
import { Entity } from '@backstage/catalog-model';
import { fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { GatesRouter } from '../gates/GatesRouter';
import { Router } from '../pages/Router';
import { PoliciesRouter } from '../policy/PoliciesRouter';
import { FakeAnswers, fakePipelinesBackend } from './fakePipelinesBackend';

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="Address">{pathname + search}</output>;
}

const emptyCatalog = {
  queryEntities: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
  getEntityByRef: async () => undefined,
};

const someone = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/mei',
    ownershipEntityRefs: ['user:default/mei'],
  }),
};

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
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const element = options.element ?? (
    <Routes>
      <Route path="/pipelines/*" element={<Router />} />
      <Route path="/gates/*" element={<GatesRouter />} />
      <Route path="/policies/*" element={<PoliciesRouter />} />
    </Routes>
  );
  const page = render(
    <TestApiProvider
      apis={[
        [fetchApiRef, { fetch: backend.fetch }],
        [identityApiRef, someone],
        [catalogApiRef, emptyCatalog],
        [
          permissionApiRef,
          {
            authorize: async request => ({
              result: options.denied?.includes(request.permission.name)
                ? 'DENY'
                : 'ALLOW',
            }),
          },
        ],
      ]}
    >
      <MemoryRouter
        initialEntries={[options.at ?? '/pipelines']}
        future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
      >
        <PortalQueryProvider client={client}>
          <ToastProvider>
            <main>
              {options.entity ? (
                <EntityProvider entity={options.entity}>
                  {element}
                </EntityProvider>
              ) : (
                element
              )}
            </main>
            <Address />
          </ToastProvider>
        </PortalQueryProvider>
      </MemoryRouter>
    </TestApiProvider>,
  );
  return { ...page, backend };
}
