import { render, RenderResult } from '@testing-library/react';
import { ReactElement } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { QueryClient } from '@tanstack/react-query';
import { Entity } from '@backstage/catalog-model';
import { ApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { ToastProvider } from '../feedback/Toasts';
import { PortalQueryProvider } from '../query/PortalQueryProvider';

type Apis = ReadonlyArray<readonly [ApiRef<unknown>, Partial<unknown>]>;

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

const allowAllBut = (denied: readonly string[] = []): PermissionApi => ({
  authorize: async request => ({
    result: denied.includes(request.permission.name) ? 'DENY' : 'ALLOW',
  }),
});

/**
 * Renders something at an address, as somebody with an empty catalog who may
 * everything; the address is shown as the output `Address`.
 */
export function renderAt(
  element: ReactElement,
  options: {
    at: string;
    /** The backend, and what is not as said above. */
    apis: Apis;
    /** The page is one of this entity. */
    entity?: Entity;
    /** Permissions the person does not have. */
    denied?: readonly string[];
  },
): RenderResult {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const { entity } = options;
  return render(
    <TestApiProvider
      apis={[
        [identityApiRef, someone],
        [catalogApiRef, emptyCatalog],
        [permissionApiRef, allowAllBut(options.denied)],
        ...options.apis,
      ]}
    >
      <MemoryRouter
        initialEntries={[options.at]}
        future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
      >
        <PortalQueryProvider client={client}>
          <ToastProvider>
            <main>
              {entity ? (
                <EntityProvider entity={entity}>{element}</EntityProvider>
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
}
