import { screen } from '@testing-library/react';
import { sampleOverview, sampleSeries } from '../__testUtils__/sampleFigures';
import { renderDora } from '../__testUtils__/renderDora';

const tiles = () => screen.findByRole('region', { name: 'The five metrics' });

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
    expect(row).toHaveTextContent('Change lead time–nothing is known of this');
    expect(row).not.toHaveTextContent('0 %');
    expect(row).not.toHaveTextContent('nothing had to recover');
    const unknown = await screen.findAllByText(/No deployment is known here/);
    expect(unknown).toHaveLength(2);
    expect(
      await screen.findByText('Could not load the recoveries'),
    ).toBeVisible();
  });

  it('zero: the number 0, and charts that say that nothing happened', async () => {
    const overview = sampleOverview({ quality: { total: 0, byKind: [] } });
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
    expect(await tiles()).toHaveTextContent('–no change reached production');
    expect(screen.queryByText(/Which commits/)).toBeNull();
    expect(await tiles()).toHaveTextContent('recovery–1 open');
    expect(await screen.findByText('0 deployments')).toBeVisible();
    expect(screen.getByText(/is not 0 %/)).toBeVisible();
  });

  it('deployments without known commits: no word of no change', async () => {
    const overview = sampleOverview({
      quality: {
        total: 9,
        byKind: [
          { kind: 'unknown_history', count: 6 },
          { kind: 'missing_sha', count: 2 },
          { kind: 'clamped', count: 1 },
        ],
      },
    });
    overview.tiles = overview.tiles.map(tile =>
      tile.metric === 'change_lead_time'
        ? { ...tile, ...empty, status: 'no_data' as const }
        : tile,
    );
    renderDora({
      answers: {
        overview: { body: overview },
        series: { body: sampleSeries('none') },
      },
    });
    expect(await tiles()).toHaveTextContent(
      'Change lead time–commits not known (8)',
    );
    expect(await screen.findByText(/Which commits the depl/)).toBeVisible();
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
