import { render, RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { QueryClient } from '@tanstack/react-query';
import { Entity } from '@backstage/catalog-model';
import { fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import {
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { DoraPage } from '../pages/DoraPage';
import { FakeAnswers, fakeDoraBackend } from './fakeDoraBackend';

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
  } = {},
): RenderResult & { backend: ReturnType<typeof fakeDoraBackend> } {
  const backend = fakeDoraBackend(options.answers);
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const element = options.element ?? (
    <Routes>
      <Route path="/dora/*" element={<DoraPage />} />
    </Routes>
  );
  const page = render(
    <TestApiProvider
      apis={[
        [fetchApiRef, { fetch: backend.fetch }],
        [identityApiRef, someone],
        [catalogApiRef, emptyCatalog],
      ]}
    >
      <MemoryRouter
        initialEntries={[options.at ?? '/dora?scope=all']}
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
