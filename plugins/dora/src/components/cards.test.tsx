import { screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { renderDora, sampleEntity } from '../__testUtils__/renderDora';
import { sampleOverview } from '../__testUtils__/sampleFigures';
import { EntityDoraTab } from '../pages/EntityDoraTab';
import { EntityDoraCard } from './EntityDoraCard';
import { HomeDora } from './HomeDora';

expect.extend(toHaveNoViolations);
beforeEach(() => localStorage.clear());

const lines = () => screen.findByRole('table', { name: 'The five metrics' });

describe('the card of an entity', () => {
  it('shows five lines and leads to its tab', async () => {
    const { backend, container } = renderDora({
      element: <EntityDoraCard />,
      entity: sampleEntity('Component', 'payments-api'),
    });
    const table = await lines();
    expect(table).toHaveTextContent('Lead time19 h 40 min');
    expect(table).toHaveTextContent('Fail rate9.2 %');
    expect(screen.getByRole('link', { name: '12 weeks' })).toHaveAttribute(
      'href',
      '/dora',
    );
    expect(backend.of('overview')[0].query.get('scope')).toBe(
      'component:default/payments-api',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it.each([
    ['not_set_up', 'No deployment to production yet'],
    ['not_permitted', 'You cannot see these metrics'],
  ] as const)('says so when it is %s', async (status, words) => {
    renderDora({
      element: <EntityDoraCard />,
      entity: sampleEntity('Component', 'payments-api'),
      answers: {
        overview: {
          body: sampleOverview({}, { status, value: null, change: null }),
        },
      },
    });
    expect(await screen.findByText(words)).toBeVisible();
  });
});

describe('the tab of an entity', () => {
  it('is the same page, for all that a team has', async () => {
    const { backend } = renderDora({
      element: <EntityDoraTab />,
      entity: sampleEntity('Group', 'payments'),
    });
    await screen.findByRole('region', { name: 'The five metrics' });
    await screen.findByRole('table', { name: 'Services' });
    for (const route of [
      'overview',
      'series',
      'scatter',
      'listServices',
    ] as const) {
      expect(backend.of(route)[0].query.get('scope')).toBe(
        'group:default/payments',
      );
    }
  });

  it('has no table of services for a component', async () => {
    const { backend } = renderDora({
      element: <EntityDoraTab />,
      entity: sampleEntity('Component', 'ledger'),
    });
    await screen.findByRole('region', { name: 'Change fail rate' });
    expect(backend.of('listServices')).toHaveLength(0);
  });
});

describe('the widget on the home page', () => {
  /** The widget for somebody whose groups own so many components. */
  function renderHome(owned: number | Error) {
    let answered: () => void;
    const asked = new Promise<void>(resolve => {
      answered = resolve;
    });
    const queryEntities = async (query: { filter: object }) => {
      expect(query.filter).toEqual({
        kind: 'component',
        'relations.ownedBy': ['user:default/mei'],
      });
      setTimeout(answered);
      if (owned instanceof Error) throw owned;
      return { items: [], totalItems: owned, pageInfo: {} };
    };
    const page = renderDora({
      at: '/',
      element: <HomeDora />,
      apis: [[catalogApiRef, { queryEntities }]],
    });
    return { ...page, asked };
  }

  it('shows the metrics of the person’s teams', async () => {
    const { backend } = renderHome(4);
    await lines();
    expect(backend.of('overview')[0].query.get('scope')).toBe(
      'user:default/mei',
    );
    expect(screen.getByText('DORA, your teams')).toBeVisible();
  });

  it('is not there for who owns no service, and asks nothing', async () => {
    const { backend, asked } = renderHome(0);
    await asked;
    expect(screen.queryByText(/DORA/)).toBeNull();
    expect(backend.of('overview')).toHaveLength(0);
  });

  it('is there where nobody can tell what they own', async () => {
    renderHome(new Error('the catalog is away'));
    expect(await lines()).toBeVisible();
  });

  it('follows the scope that was chosen, whoever owns it', async () => {
    localStorage.setItem('qd.scope', 'group:default/payments');
    renderHome(0);
    await lines();
    expect(screen.getByText('DORA, payments team')).toBeVisible();
    expect(screen.getByRole('link', { name: '12 weeks' })).toHaveAttribute(
      'href',
      '/dora?scope=group%3Adefault%2Fpayments',
    );
  });
});
