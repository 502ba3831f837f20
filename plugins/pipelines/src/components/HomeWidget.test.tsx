import { screen, within } from '@testing-library/react';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import {
  ago,
  sampleFailing,
  sampleMeta,
  sampleRun,
} from '../__testUtils__/samplePipelines';
import { HomeWidget } from './HomeWidget';

const home = {
  services: [
    {
      entityRef: 'component:default/payments-api',
      status: sampleRun('2', 'failed').status,
      since: ago(60),
      lastRuns: [sampleRun('1'), sampleRun('2', 'failed')],
    },
    {
      entityRef: 'component:default/ledger',
      status: null,
      since: null,
      lastRuns: [],
    },
  ],
  serviceCount: 2,
  failing: [sampleFailing()],
  waitingGates: [],
  meta: sampleMeta,
};
const show = (body: unknown) =>
  renderPipelines({
    at: '/',
    element: <HomeWidget />,
    answers: { home: { body } },
  });

describe('the home widget', () => {
  beforeEach(() => localStorage.clear());

  it('asks for the services of the person who looks', async () => {
    const { backend } = show(home);
    await screen.findByRole('table', { name: 'Your services' });
    expect(backend.of('home')[0].query.get('scope')).toBe('user:default/mei');
  });

  it('tells a red service from one that was never seen', async () => {
    show(home);
    const table = await screen.findByRole('table', { name: 'Your services' });
    const [, red, unseen] = within(table).getAllByRole('row');
    expect(red).toHaveTextContent('payments-apiFailed');
    expect(unseen).toHaveTextContent('ledgerNo run seen');
  });

  it('says what is red above', async () => {
    show(home);
    expect(
      await screen.findByRole('region', {
        name: 'Failing on the default branch',
      }),
    ).toBeVisible();
  });

  it('says why the list is empty', async () => {
    show({ ...home, services: [], serviceCount: 0, failing: [] });
    expect(await screen.findByText('No service is yours')).toBeVisible();
  });
});
