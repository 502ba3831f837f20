import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleOverview } from '../__testUtils__/sampleFigures';
import { sampleHow } from '../__testUtils__/sampleLists';
import { renderDora } from '../__testUtils__/renderDora';

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
    expect(within(row).getByText('4.2/week')).toHaveStyle({ color: good });
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

  it('is held against the scale of the scope’s settings, unless another is chosen', async () => {
    const { backend } = renderDora({
      answers: {
        overview: {
          body: sampleOverview({ benchmark: 'quick', industry: 'technology' }),
        },
      },
    });
    await tiles();
    const scale = screen.getByRole('combobox', { name: /Benchmark/ });
    expect(scale).toHaveTextContent('Technology');
    expect(backend.of('overview')[0].query.has('benchmark')).toBe(false);
    await userEvent.click(scale);
    await userEvent.click(
      await screen.findByRole('option', { name: 'All industries' }),
    );
    await screen.findByText(/benchmark=quick&industry=all/);
  });

  it('asks for what it shows, and for nothing twice', async () => {
    const { backend } = renderDora();
    await tiles();
    await screen.findByRole('region', { name: 'Services' });
    const asked = backend.seen.map(({ route }) => route).sort();
    expect(asked).toEqual([
      'howComputed',
      'listServices',
      'overview',
      'scatter',
      'scatter',
      'series',
    ]);
  });
});
