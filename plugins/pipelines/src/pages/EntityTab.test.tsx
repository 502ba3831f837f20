import { screen, within } from '@testing-library/react';
import { EntityCard } from '../components/EntityCard';
import { FakeAnswers } from '../__testUtils__/fakePipelinesBackend';
import {
  renderPipelines,
  sampleEntity,
} from '../__testUtils__/renderPipelines';
import {
  measured,
  sampleFailing,
  sampleMeta,
  sampleRun,
} from '../__testUtils__/samplePipelines';
import { EntityTab } from './EntityTab';

const failing = sampleFailing();
const summary = {
  entityRef: 'component:default/payments-api',
  status: failing.run.status,
  pipelines: [
    {
      instance: 'github.com',
      project: 'acme/payments-api',
      pipeline: failing.pipeline,
      branch: 'main',
      status: failing.run.status,
      run: failing.run,
      activeRun: sampleRun('48212', 'running', { title: 'raise the wait' }),
      medianRunSeconds: measured(392),
      failing,
    },
  ],
  lastRuns: [sampleRun('1'), failing.run],
  medianRunSeconds: measured(392),
  hasRuns: true,
  meta: sampleMeta,
};
const never = {
  ...summary,
  status: null,
  pipelines: [],
  lastRuns: [],
  hasRuns: false,
};

const show = (body: unknown, element = <EntityTab />, annotations = {}) =>
  renderPipelines({
    element,
    entity: sampleEntity(annotations),
    answers: { entitySummary: { body } } satisfies FakeAnswers,
  });

describe('the tab of an entity', () => {
  it('says how the default branch does, who broke it, and what runs now', async () => {
    show(summary);
    const strip = await screen.findByLabelText('Default branch now');
    expect(strip).toHaveTextContent('CI on main');
    expect(strip).toHaveTextContent('Failed');
    expect(strip).toHaveTextContent('7m 14s, median 6m 32s');
    expect(strip).toHaveTextContent('move ledger pool to pgbouncer');
    expect(strip).toHaveTextContent('Ravi Menon');
    expect(strip).toHaveTextContent('Running now: raise the wait');
  });

  it('lists the runs of this entity alone', async () => {
    const { backend } = show(summary);
    const table = await screen.findByRole('table', { name: 'Runs' });
    expect(
      within(table).queryByRole('columnheader', { name: 'Entity' }),
    ).toBeNull();
    expect(backend.of('listRuns')[0].query.getAll('entity')).toEqual([
      'component:default/payments-api',
    ]);
  });

  it('says which annotation is missing when nothing ever came', async () => {
    show(never);
    expect(
      await screen.findByText('No run of this component has arrived'),
    ).toBeVisible();
    expect(screen.getByText(/github.com\/project-slug/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Add a source' })).toHaveAttribute(
      'href',
      '/ingest?panel=add',
    );
  });

  it('asks for the webhook alone when the repository is named', async () => {
    show(never, <EntityTab />, {
      'github.com/project-slug': 'acme/payments-api',
    });
    expect(await screen.findByText('acme/payments-api')).toBeVisible();
    expect(screen.queryByText(/github.com\/project-slug/)).toBeNull();
  });
});

describe('the card of an entity', () => {
  it('shows state, last runs and the usual length', async () => {
    show(summary, <EntityCard />);
    const card = await screen.findByRole('region', {
      name: 'Last 2 runs on main',
    });
    expect(card).toHaveTextContent('Failed');
    expect(card).toHaveTextContent('median 6m 32s');
    expect(
      within(card).getByRole('link', { name: 'Failed: change 48211, 7m 14s' }),
    ).toHaveAttribute('href', '/pipelines/runs/github.com/48211/1');
  });

  it('does not make a median of three runs', async () => {
    show({ ...summary, medianRunSeconds: measured(392, 3) }, <EntityCard />);
    expect(await screen.findByText('too few for a median (3)')).toBeVisible();
  });
});
