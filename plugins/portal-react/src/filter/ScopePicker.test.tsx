import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ScopePicker } from './ScopePicker';

const entity = (kind: string, name: string, spec = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});

const entities = [
  entity('Group', 'pay', { profile: { displayName: 'Payments' } }),
  entity('System', 'checkout'),
  ...Array.from({ length: 60 }, (_, i) =>
    entity('Component', `service-${String(i).padStart(2, '0')}`),
  ),
  entity('Component', 'till'),
];

/** A catalog that takes what the real one takes. */
const catalog = {
  queryEntities: async (request: {
    filter: { kind: string | string[] };
    limit: number;
    fullTextFilter?: { term: string };
  }) => ({
    items: entities
      .filter(({ kind }) => request.filter.kind.includes(kind))
      .filter(({ metadata }) =>
        metadata.name.includes(request.fullTextFilter?.term ?? ''),
      )
      .slice(0, request.limit),
    totalItems: 0,
    pageInfo: {},
  }),
};

function Where() {
  return <output>{useLocation().search}</output>;
}

function show(at = '/') {
  render(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalog as never],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/ada' }),
        ],
      ]}
    >
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter
          initialEntries={[at]}
          future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
        >
          <ScopePicker />
          <Where />
        </MemoryRouter>
      </QueryClientProvider>
    </TestApiProvider>,
  );
  return screen.getByRole('combobox', { name: 'Scope' });
}

describe('ScopePicker', () => {
  beforeEach(() => localStorage.clear());

  it('offers everything, mine, teams, systems and components', async () => {
    const field = show();
    expect(field).toHaveValue('Everything');
    await userEvent.click(field);
    for (const name of ['Mine', 'Payments', 'checkout', 'service-00']) {
      expect(await screen.findByRole('option', { name })).toBeInTheDocument();
    }
    expect(screen.getByText('Components')).toBeInTheDocument();
  });

  it('finds a component by a part of its name, and keeps it in the address', async () => {
    const field = show();
    await userEvent.click(field);
    await screen.findByRole('option', { name: 'service-00' });
    // Not among the first fifty.
    expect(screen.queryByRole('option', { name: 'till' })).toBeNull();
    await userEvent.clear(field);
    await userEvent.type(field, 'til', { skipClick: true });
    await userEvent.click(await screen.findByRole('option', { name: 'till' }));
    expect(screen.getByRole('status')).toHaveTextContent(
      'scope=component%3Adefault%2Ftill',
    );
    expect(field).toHaveValue('till');
  });

  it('takes back what was chosen', async () => {
    const field = show('/?scope=component:default/till');
    expect(field).toHaveValue('till');
    await userEvent.click(field);
    await userEvent.click(
      await screen.findByRole('option', { name: 'Everything' }),
    );
    expect(screen.getByRole('status')).toHaveTextContent('scope=all');
  });

  it('says so when nothing has this in its name', async () => {
    const field = show();
    await userEvent.click(field);
    await userEvent.clear(field);
    await userEvent.type(field, 'zebra', { skipClick: true });
    expect(
      await screen.findByText('Nothing in the catalog has this in its name'),
    ).toBeInTheDocument();
  });
});
