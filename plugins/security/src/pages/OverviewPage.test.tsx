import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { sampleOverview } from '../__testUtils__/overviewAnswers';
import { renderSecurity } from '../__testUtils__/renderSecurity';
import { knowledge } from '../__testUtils__/sampleFindings';

const tile = (row: HTMLElement, name: string) =>
  // The tile is what holds the label.
  within(row).getByText(name).closest('div')?.parentElement;

describe('the overview', () => {
  beforeEach(() => localStorage.clear());

  it('shows each number against the period before, good or bad', async () => {
    const { container } = renderSecurity({ at: '/security/overview' });
    const row = await screen.findByRole('region', {
      name: 'Security in numbers',
    });
    expect(tile(row, 'Open')).toHaveTextContent('186');
    expect(tile(row, 'Open')).toHaveTextContent('14');
    expect(tile(row, 'Due and met')).toHaveTextContent('82%12.0 pp');
    expect(tile(row, 'Time to fix, median')).toHaveTextContent('11 d');
    expect(tile(row, 'Time to fix, median')).toHaveTextContent('mean 14 d');
    expect(tile(row, 'Net resolve rate')).toHaveTextContent('90%');
    await screen.findByRole('table', { name: 'Services with most risk' });
    expect((await axe(container)).violations).toEqual([]);
  });

  it('applies its filters to every number, chart and list', async () => {
    const { backend } = renderSecurity({
      at: '/security/overview?from=now-30d&kind=secret&severity=critical&entity=component:default/ledger&scope=all',
    });
    await screen.findByRole('table', { name: 'Due dates by severity' });
    for (const route of [
      'overview',
      'overviewDays',
      'slaBurnDown',
      'topRisks',
      'sla',
    ] as const) {
      const [{ query }] = backend.of(route);
      expect([route, query.get('kind'), query.get('severity')]).toEqual([
        route,
        'secret',
        'critical',
      ]);
      expect(query.get('entity')).toBe('component:default/ledger');
      expect(query.get('from')).toBe('now-30d');
    }
    expect(backend.of('overviewDays')[0].query.get('bucket')).toBe('day');
  });

  it('leads from each number to what it is made of, with the filters', async () => {
    renderSecurity({ at: '/security/overview?kind=secret' });
    const row = await screen.findByRole('region', {
      name: 'Security in numbers',
    });
    expect(within(row).getByRole('link', { name: '186' })).toHaveAttribute(
      'href',
      '/security?view=not_fixed&state=open%2Ctriaged%2Cin_progress&suppressed=false&kind=secret',
    );
    expect(
      within(row).getByRole('link', { name: '4 critical' }),
    ).toHaveAttribute(
      'href',
      '/security?view=not_fixed&state=open%2Ctriaged%2Cin_progress&suppressed=false&severity=critical&kind=secret',
    );
  });

  it('names what the numbers leave out, and data about exploits that never came', async () => {
    renderSecurity({
      at: '/security/overview',
      answers: {
        overview: {
          body: {
            ...sampleOverview,
            knowledge: knowledge({
              state: 'stale',
              fresh: 1,
              stale: 1,
              neverScanned: 1,
            }),
          },
        },
      },
    });
    expect(
      await screen.findByText(
        /Of 3 services: 1 service with old scans, 1 service never scanned/,
      ),
    ).toBeVisible();
    const feeds = await screen.findByRole('region', {
      name: 'Data about exploits',
    });
    expect(feeds).toHaveTextContent('Known exploitedNever imported');
    const secrets = screen.getByRole('region', { name: 'Secrets' });
    expect(secrets).toHaveTextContent('Blocked before merge– no scan says');
  });

  it('shows no zeros where nothing was ever scanned', async () => {
    renderSecurity({
      at: '/security/overview',
      answers: {
        overview: {
          body: {
            ...sampleOverview,
            knowledge: knowledge({
              state: 'never_scanned',
              neverScanned: 3,
              fresh: 0,
              newestScanAt: null,
              oldestScanAt: null,
            }),
          },
        },
      },
    });
    expect(await screen.findByText('Never scanned')).toBeVisible();
    expect(
      screen.queryByRole('region', { name: 'Security in numbers' }),
    ).toBeNull();
  });
});
