import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import {
  sampleFailing,
  sampleMeta,
  sampleOverview,
  sampleRun,
} from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

const address = () => screen.getByLabelText('Address').textContent;
const runs = () => screen.findByRole('table', { name: 'Runs' });

describe('the run list', () => {
  beforeEach(() => localStorage.clear());

  it('shows state words, change and times of each run', async () => {
    renderPipelines();
    const rows = within(await runs()).getAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toHaveTextContent('Running');
    expect(rows[2]).toHaveTextContent('Failed');
    expect(rows[2]).toHaveTextContent('c41fe02');
    expect(rows[2]).toHaveTextContent('7m 14s');
    expect(screen.getByText(/Rows 1–2 of 1,284, active first/)).toBeVisible();
  });

  it('keeps a filter in the URL and asks the backend with it', async () => {
    const { backend } = renderPipelines();
    await runs();
    await userEvent.click(screen.getByRole('button', { name: 'Status' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Failed' }));
    await waitFor(() => expect(address()).toContain('status=failed'));
    await waitFor(() =>
      expect(backend.of('listRuns').at(-1)?.query.getAll('status')).toEqual([
        'failed',
      ]),
    );
  });

  it('turns a filter round: status is not', async () => {
    const { backend } = renderPipelines({
      at: '/pipelines?status!=skipped&unknown=kept',
    });
    await runs();
    expect(backend.of('listRuns')[0].query.getAll('statusNot')).toEqual([
      'skipped',
    ]);
    expect(screen.getByText('not Skipped')).toBeVisible();
  });

  it('loads the next page by cursor, below the first', async () => {
    const { backend } = renderPipelines();
    const table = await runs();
    await userEvent.click(screen.getByRole('button', { name: 'Load 50 more' }));
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(4),
    );
    expect(backend.of('listRuns').at(-1)?.query.get('cursor')).toBe('next');
    expect(screen.queryByRole('button', { name: 'Load 50 more' })).toBeNull();
  });

  it('opens a run with Enter', async () => {
    renderPipelines();
    const [, , failed] = within(await runs()).getAllByRole('row');
    failed.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(address()).toBe('/pipelines/runs/github.com/2/1'),
    );
  });

  it('says that nothing fits, apart from that nothing is set up', async () => {
    renderPipelines({
      at: '/pipelines?q=nothing',
      answers: {
        listRuns: {
          body: { items: [], nextCursor: null, total: null, meta: sampleMeta },
        },
      },
    });
    expect(await screen.findByText('No run fits')).toBeVisible();
  });
});

describe('the numbers and what fails', () => {
  it('names step, message, change and author of a red default branch', async () => {
    renderPipelines();
    const card = await screen.findByRole('region', {
      name: 'Failing on the default branch',
    });
    expect(card).toHaveTextContent('integration');
    expect(card).toHaveTextContent('TimeoutError: ledger-db not ready');
    expect(card).toHaveTextContent('move ledger pool to pgbouncer');
    expect(card).toHaveTextContent('Ravi Menon');
    expect(
      within(card).getByRole('link', { name: 'Open run' }),
    ).toHaveAttribute('href', '/pipelines/runs/github.com/48211/1');
  });

  it('tells 0 from no data', async () => {
    const none = { value: null, n: 0, reason: 'no_data', tooFew: true };
    renderPipelines({
      answers: {
        overview: {
          body: {
            ...sampleOverview,
            successRate: { ...none, previous: null, points: [] },
          },
        },
      },
    });
    const tiles = await screen.findByRole('region', {
      name: 'Pipelines in numbers',
    });
    expect(tiles).toHaveTextContent(
      /Success rate, default branch.*–.*no finished run/,
    );
    expect(tiles).toHaveTextContent(/Waiting at a gate0nobody is waited for/);
  });

  it('says how to set it up when no event ever came', async () => {
    renderPipelines({
      answers: {
        overview: {
          body: {
            ...sampleOverview,
            defaultBranches: { failing: 0, total: 0, oldestSince: null },
            meta: { ...sampleMeta, lastEventAt: null },
          },
        },
      },
    });
    expect(
      await screen.findByText('No source sends pipeline runs'),
    ).toBeVisible();
  });

  it('names the age of stale data', async () => {
    renderPipelines({
      answers: {
        overview: {
          body: {
            ...sampleOverview,
            meta: { ...sampleMeta, stale: true, lagSeconds: 900 },
          },
        },
      },
    });
    expect(await screen.findByText(/more waits to be read/)).toBeVisible();
  });

  it('names the permission that is missing', async () => {
    const denied = {
      status: 403,
      name: 'NotAllowedError',
      message: 'You need "pipelines.run.read" for this.',
    };
    renderPipelines({
      answers: { listRuns: denied, overview: denied, failing: denied },
    });
    expect(await screen.findByText('You cannot see the runs')).toBeVisible();
    expect(screen.queryByText('No run fits')).toBeNull();
  });
});

describe('the page', () => {
  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror="window.hit=1"><script>hit()</script>';
    const { container } = renderPipelines({
      answers: {
        listRuns: {
          body: {
            items: [
              sampleRun('9', 'failed', {
                title: hostile,
                branch: hostile,
                actor: { login: hostile, kind: 'person' },
                pipeline: { key: 'k', name: hostile, path: null },
                entityRef: null,
                project: hostile,
              }),
            ],
            nextCursor: null,
            total: null,
            meta: sampleMeta,
          },
        },
        failing: {
          body: {
            items: [sampleFailing({ message: hostile, failedJob: hostile })],
            total: 1,
            meta: sampleMeta,
          },
        },
      },
    });
    await runs();
    expect(screen.getAllByText(hostile).length).toBeGreaterThan(3);
    expect(container.querySelector('img,script')).toBeNull();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderPipelines();
    await runs();
    expect(await axe(container)).toHaveNoViolations();
  });
});
