import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { sampleOverview, sampleSeries } from '../__testUtils__/sampleFigures';
import { sampleHow } from '../__testUtils__/sampleLists';
import { renderDora } from '../__testUtils__/renderDora';

expect.extend(toHaveNoViolations);

const tiles = () => screen.findByRole('region', { name: 'The five metrics' });

describe('the DORA page', () => {
  beforeEach(() => localStorage.clear());

  it('shows the five numbers with change, p75, n and where they lie', async () => {
    renderDora();
    const row = await tiles();
    expect(row).toHaveTextContent('Change lead time19 h 40 min');
    expect(row).toHaveTextContent('4 h 10 min');
    expect(row).toHaveTextContent('p75 39 h, n 231');
    expect(row).toHaveTextContent('3.6per day');
    expect(row).toHaveTextContent('5 days a week, n 231');
    expect(row).toHaveTextContent('p75 1.7 h, n 231, 1 open');
    expect(row).toHaveTextContent('27 of 292, ± 3.5');
    expect(row).toHaveTextContent('5.9 vs 5.5 industry');
  });

  it('says good of a lower lead time and of a higher frequency, and nothing of noise', async () => {
    renderDora();
    const row = await tiles();
    const good = 'var(--qd-state-success-text)';
    expect(within(row).getByText('4 h 10 min')).toHaveStyle({ color: good });
    expect(within(row).getByText('4.2 a week')).toHaveStyle({ color: good });
    expect(within(row).getByText('0.3 pp')).toHaveStyle({
      color: 'var(--qd-text-muted)',
    });
  });

  it('asks for the scope, range, buckets and scale of the address', async () => {
    const { backend } = renderDora({
      at: '/dora?scope=group:default/payments&from=now-26w&bucket=month&benchmark=2023',
    });
    await tiles();
    const { query } = backend.of('overview')[0];
    expect(Object.fromEntries(query)).toMatchObject({
      scope: 'group:default/payments',
      from: 'now-26w',
      to: 'now',
      unit: 'month',
      benchmark: '2023',
      compare: 'previous',
    });
    expect(
      await screen.findByText(/^payments team, 4 services, production/),
    ).toBeVisible();
  });

  it('compares around a marker', async () => {
    const { backend } = renderDora();
    await tiles();
    await userEvent.click(
      screen.getByRole('combobox', { name: /Compared with/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /Since we cut batch size/ }),
    );
    expect(await screen.findByText(/Since we cut batch size:/)).toBeVisible();
    const last = backend.of('overview').at(-1)?.query;
    expect(last?.get('compare')).toBe('marker');
    expect(last?.get('marker')).toBe('2026-09-07T00:00:00.000Z');
  });

  it('compares around a moment of one’s own, kept for everybody if wanted', async () => {
    const { backend } = renderDora({
      answers: {
        createMarker: ({ body }) => ({
          body: {
            id: '2d1f7d64-53a0-4d7a-8d61-0f8a7f4d1c11',
            scopeRef: null,
            by: 'user:default/mei',
            createdAt: '2026-09-17T00:00:00Z',
            ...(body as { at: string; label: string }),
          },
        }),
        deleteMarker: { body: { deleted: true } },
      },
    });
    await tiles();
    await userEvent.click(
      screen.getByRole('combobox', { name: /Compared with/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /Another moment/ }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Take away we cut batch size',
      }),
    );
    await userEvent.type(within(dialog).getByLabelText(/Day/), '2026-09-03');
    await userEvent.type(
      within(dialog).getByLabelText(/Since/),
      'two reviewers',
    );
    await userEvent.click(within(dialog).getByRole('checkbox'));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Compare' }),
    );
    expect(await screen.findByText(/Since two reviewers:/)).toBeVisible();
    expect(backend.of('deleteMarker')).toHaveLength(1);
    expect(backend.of('createMarker')[0].body).toMatchObject({
      label: 'two reviewers',
    });
    expect(screen.getAllByText('two reviewers').length).toBeGreaterThan(0);
  });

  it('says what else one has to know of a number', async () => {
    renderDora();
    const row = await tiles();
    await userEvent.click(
      within(row).getByRole('button', {
        name: 'How Change fail rate is computed',
      }),
    );
    const note = await screen.findByRole('note');
    expect(note).toHaveTextContent(
      'With 2 taken back by their own rollout it is 9.9 %',
    );
    expect(note).toHaveTextContent('The middle of 4 services’ own values');
    expect(note).toHaveTextContent('Formula version 3');
  });

  it('judges no change against a time that was not seen', async () => {
    renderDora({
      answers: {
        howComputed: {
          body: { ...sampleHow, dataSince: '2026-08-25T00:00:00Z' },
        },
      },
    });
    const row = await tiles();
    expect(await screen.findByText(/Data begins 25 Aug/)).toBeVisible();
    expect(within(row).getByText('4 h 10 min')).toHaveStyle({
      color: 'var(--qd-text-muted)',
    });
  });

  it('lists what left its band, and who was told', async () => {
    renderDora();
    const table = await screen.findByRole('table', {
      name: 'Metrics that left their band',
    });
    expect(table).toHaveTextContent('Change fail rateledgerhigh → medium');
  });

  it('looks at failures by when they began, too', async () => {
    const { backend } = renderDora();
    await userEvent.click(
      await screen.findByRole('link', { name: 'Show by when it failed' }),
    );
    await screen.findByText(/By when it failed; show/);
    expect(backend.of('scatter').at(-1)?.query.get('recoveryBy')).toBe(
      'failed',
    );
  });

  it('changes the scale it is held against', async () => {
    const { backend } = renderDora();
    await tiles();
    await userEvent.click(screen.getByRole('combobox', { name: /Benchmark/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'DORA 2021' }),
    );
    await screen.findByText(/benchmark=2021/);
    expect(backend.of('overview').at(-1)?.query.get('benchmark')).toBe('2021');
  });

  it('draws one chart per metric, with what is not over said', async () => {
    renderDora();
    for (const name of [
      'Deployments per week',
      'Lead time of each change',
      'Where lead time goes',
      'Change fail rate',
      'Recovery, one dot per failed deployment',
      'Rework deployments per week',
    ]) {
      expect(await screen.findByRole('region', { name })).toBeVisible();
    }
    expect(
      screen.getByRole('button', {
        name: 'Week of 14 Sept (not over): Planned 9, Rollback 1, Redeploy 2',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/The last week is not over/)).toBeVisible();
    expect(screen.getAllByText('smaller batches').length).toBeGreaterThan(0);
    expect(screen.getByText('ledger: Medium')).toBeInTheDocument();
  });

  it('opens the samples of a part of a bar, and of one dot', async () => {
    const { backend } = renderDora();
    const chart = await screen.findByRole('region', {
      name: 'Deployments per week',
    });
    const bar = within(chart).getByRole('button', { name: /Week of 7 Sept/ });
    act(() => bar.focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await screen.findByRole('dialog', { name: /Deployment frequency/ });
    const asked = backend.of('listSamples')[0].query;
    expect(Object.fromEntries(asked)).toMatchObject({
      metric: 'deployment_frequency',
      kind: 'rollback',
      from: '2026-09-07T00:00:00.000Z',
      to: '2026-09-14T00:00:00.000Z',
    });
  });

  it('shows the numbers of a chart as a table', async () => {
    renderDora();
    await screen.findByRole('region', { name: 'Change fail rate' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Menu of Change fail rate' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Show as table' }),
    );
    const table = await screen.findByRole('table', {
      name: 'Change fail rate',
    });
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
      'Week of 31 Aug3319.7 %',
    );
  });

  it('explains how the numbers are made, with version and settings', async () => {
    renderDora();
    await userEvent.click(
      await screen.findByRole('link', { name: 'How computed' }),
    );
    const panel = await screen.findByRole('dialog', {
      name: 'How the numbers are computed',
    });
    expect(await within(panel).findByText('Formula version')).toBeVisible();
    expect(panel).toHaveTextContent('Europe/Oslo, weeks start on Monday');
    expect(panel).toHaveTextContent('Begins anew after60 d');
  });

  it('lists what it cannot tell', async () => {
    renderDora();
    await userEvent.click(
      await screen.findByRole('link', { name: 'Data quality' }),
    );
    const panel = await screen.findByRole('dialog', { name: 'Data quality' });
    const table = await within(panel).findByRole('table', {
      name: 'Data quality',
    });
    expect(table).toHaveTextContent('No commit named');
    expect(within(table).getByRole('link', { name: '77' })).toHaveAttribute(
      'href',
      '/deployments/git.example/77',
    );
  });

  it('lists services by name with trends and the worst stage', async () => {
    renderDora();
    const table = await screen.findByRole('table', { name: 'Services' });
    const [head, first, second] = within(table).getAllByRole('row');
    expect(
      within(head).getByRole('columnheader', { name: /Service/ }),
    ).toHaveAttribute('aria-sort', 'ascending');
    expect(first).toHaveTextContent('ledger');
    expect(first).toHaveTextContent('Wait for review 34 %');
    expect(second).toHaveTextContent('payments-api');
  });

  it('has no table of services for a single one', async () => {
    const { backend } = renderDora({
      at: '/dora?scope=component:default/ledger',
    });
    await screen.findByRole('region', { name: 'Change fail rate' });
    expect(backend.of('listServices')).toHaveLength(0);
  });

  it.each(['', '&panel=how', '&panel=quality', '&samples=change_lead_time'])(
    'has no accessibility fault at %s',
    async extra => {
      const { baseElement } = renderDora({ at: `/dora?scope=all${extra}` });
      await screen.findByText(/Formula version 3/);
      if (extra) await screen.findByRole('dialog');
      expect(
        await axe(baseElement, { rules: { region: { enabled: false } } }),
      ).toHaveNoViolations();
    },
  );
});

describe('kinds of nothing', () => {
  beforeEach(() => localStorage.clear());
  const empty = { value: null, change: null, n: 0, score: null, band: null };

  it('no data: a dash with the reason, and empty charts that say why', async () => {
    const overview = sampleOverview(
      {},
      { ...empty, status: 'no_data', open: null },
    );
    renderDora({
      answers: {
        overview: { body: overview },
        series: { body: sampleSeries('gap') },
        scatter: { status: 500, message: 'the database is away' },
      },
    });
    const row = await tiles();
    expect(row).toHaveTextContent('–no change reached production');
    expect(row).not.toHaveTextContent('0 %');
    const unknown = await screen.findAllByText(/No deployment is known here/);
    expect(unknown).toHaveLength(2);
    expect(
      await screen.findByText('Could not load the recoveries'),
    ).toBeVisible();
  });

  it('zero: the number 0, and charts that say that nothing happened', async () => {
    const overview = sampleOverview();
    overview.tiles = overview.tiles.map(tile =>
      tile.metric === 'deployment_frequency'
        ? { ...tile, value: 0, n: 0 }
        : { ...tile, ...empty, status: 'no_data' as const },
    );
    renderDora({
      answers: {
        overview: { body: overview },
        series: { body: sampleSeries('none') },
      },
    });
    expect(await tiles()).toHaveTextContent('Deployment frequency0per day');
    expect(await screen.findByText('0 deployments')).toBeVisible();
    expect(screen.getByText(/is not 0 %/)).toBeVisible();
  });

  it('nothing sent yet: says what to do', async () => {
    renderDora({
      answers: {
        overview: {
          body: sampleOverview({}, { ...empty, status: 'not_set_up' }),
        },
      },
    });
    expect(
      await screen.findByText(/No deployment to production was ever sent/),
    ).toBeVisible();
    expect(screen.queryByText('Deployments per week')).toBeNull();
  });

  it('not permitted: a lock, by rows and by the whole', async () => {
    const { unmount } = renderDora({
      answers: {
        overview: {
          body: sampleOverview(
            { hiddenServices: 7 },
            { ...empty, status: 'not_permitted' },
          ),
        },
      },
    });
    expect(
      await screen.findByText(/You cannot see the deployments of 7 services/),
    ).toBeVisible();
    unmount();
    renderDora({
      answers: {
        overview: { status: 403, message: 'You need "dora.read" for this.' },
      },
    });
    expect(await screen.findByText('You cannot see the metrics')).toBeVisible();
  });

  it('failed: says so and offers another try', async () => {
    renderDora({
      answers: { overview: { status: 503, message: 'Postgres is away.' } },
    });
    expect(await screen.findByText('Could not load the metrics')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('stale: names the age above numbers that stay', async () => {
    const overview = sampleOverview();
    renderDora({
      answers: {
        overview: {
          body: { ...overview, meta: { ...overview.meta, stale: true } },
        },
      },
    });
    expect(await screen.findByText(/more waits to be read/)).toBeVisible();
    expect(await tiles()).toHaveTextContent('19 h 40 min');
  });
});
