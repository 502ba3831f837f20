import { screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { deploymentAnswers } from '../__testUtils__/renderDeployments';
import {
  renderPipelines,
  sampleEntity,
} from '../__testUtils__/renderPipelines';
import { sampleMatrix } from '../__testUtils__/sampleDeployments';
import { sampleMeta } from '../__testUtils__/samplePipelines';
import { ChangedTodayWidget } from '../deployments/ChangedTodayWidget';
import { EntityDeploymentsTab } from './EntityDeploymentsTab';

expect.extend(toHaveNoViolations);

const show = (answers = {}) =>
  renderPipelines({
    at: '/deployments',
    entity: sampleEntity(),
    element: <EntityDeploymentsTab />,
    answers: { ...deploymentAnswers, ...answers },
  });

describe('Deployments of an entity', () => {
  it('says what it runs where, and asks for this entity only', async () => {
    const { backend, container } = show();
    const table = await screen.findByRole('table', { name: 'Environments' });
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    expect(table).toHaveTextContent('5.21.4');
    await screen.findByRole('table', { name: 'Deployments' });
    for (const { query } of backend.of('listDeployments')) {
      expect(query.get('entity')).toBe('component:default/payments-api');
    }
    expect(await axe(container)).toHaveNoViolations();
  });

  it('tells never deployed from not visible', async () => {
    const never = show({
      environmentMatrix: { body: sampleMatrix({ rows: [], columns: [] }) },
    });
    expect(await screen.findByText('Never deployed')).toBeVisible();
    never.unmount();
    show({
      environmentMatrix: {
        body: sampleMatrix({
          rows: [
            {
              entityRef: 'component:default/payments-api',
              visible: false,
              regionsDiffer: false,
              cells: [],
            },
          ],
        }),
      },
    });
    expect(await screen.findByText('Not visible to you')).toBeVisible();
  });
});

describe('Changed in production today', () => {
  it('lists what reached production since midnight', async () => {
    const { backend } = renderPipelines({
      element: <ChangedTodayWidget />,
      answers: deploymentAnswers,
    });
    expect(await screen.findByRole('link', { name: '5.21.4' })).toHaveAttribute(
      'href',
      '/deployments/github.com/d1',
    );
    const [{ query }] = backend.of('listDeployments');
    expect(query.get('tier')).toBe('production');
    expect(query.getAll('state')).not.toContain('waiting_gate');
  });

  it('says that nothing changed yet', async () => {
    renderPipelines({
      element: <ChangedTodayWidget />,
      answers: {
        ...deploymentAnswers,
        listDeployments: {
          body: { items: [], nextCursor: null, meta: sampleMeta },
        },
      },
    });
    expect(await screen.findByText('Nothing yet today')).toBeVisible();
  });
});
