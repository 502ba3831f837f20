import { render, RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { QueryClient } from '@tanstack/react-query';
import { Entity } from '@backstage/catalog-model';
import {
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { Router } from '../pages/Router';
import { SbomRouter } from '../sbom/SbomRouter';
import { FakeAnswers, fakeSecurityBackend } from './fakeSecurityBackend';

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="Address">{pathname + search}</output>;
}

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

const someone = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/mei',
    ownershipEntityRefs: ['user:default/mei'],
  }),
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
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const element = options.element ?? (
    <Routes>
      <Route path="/security/*" element={<Router />} />
      <Route path="/sbom/*" element={<SbomRouter />} />
    </Routes>
  );
  const page = render(
    <TestApiProvider
      apis={[
        [fetchApiRef, { fetch: withDoors(backend.fetch, options.doors) }],
        [discoveryApiRef, mockApis.discovery()],
        [identityApiRef, someone],
        [catalogApiRef, catalog],
        [storageApiRef, mockApis.storage()],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              options.denied?.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      <MemoryRouter
        initialEntries={[options.at ?? '/security']}
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
