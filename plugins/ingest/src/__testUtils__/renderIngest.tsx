import { render, RenderResult } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { QueryClient } from '@tanstack/react-query';
import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { IngestPage } from '../pages/IngestPage';
import { fakeIngestBackend } from './fakeIngestBackend';

/** Entities the fake catalog finds. */
const entities = ['shop', 'ledger'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
}));

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="Address">{pathname + search}</output>;
}

/** The ingest page at an address, on a backend in memory. */
export function renderIngest(
  options: {
    at?: string;
    answers?: Parameters<typeof fakeIngestBackend>[0];
    /** Permissions this person lacks. */
    denied?: readonly string[];
  } = {},
): RenderResult & {
  backend: ReturnType<typeof fakeIngestBackend>;
  client: QueryClient;
} {
  const backend = fakeIngestBackend(options.answers);
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const page = render(
    <TestApiProvider
      apis={[
        [fetchApiRef, { fetch: backend.fetch }],
        [discoveryApiRef, { getBaseUrl: async id => `http://qd/api/${id}` }],
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
        [
          catalogApiRef,
          {
            queryEntities: async () => ({
              items: entities,
              totalItems: entities.length,
              pageInfo: {},
            }),
          },
        ],
      ]}
    >
      <MemoryRouter
        initialEntries={[options.at ?? '/ingest']}
        future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
      >
        <PortalQueryProvider client={client}>
          <ToastProvider>
            <main>
              <Routes>
                <Route path="/ingest/*" element={<IngestPage />} />
              </Routes>
            </main>
            <Address />
          </ToastProvider>
        </PortalQueryProvider>
      </MemoryRouter>
    </TestApiProvider>,
  );
  return { ...page, backend, client };
}
