import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { sampleBase } from '../__testUtils__/sampleFigures';
import { renderDora } from '../__testUtils__/renderDora';

expect.extend(toHaveNoViolations);

describe('charts and panels of the DORA page', () => {
  beforeEach(() => localStorage.clear());

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

  it('draws minutes beside days on a log axis, and says so', async () => {
    const dots = [600, 900, 1200, 1500, 1800, 5e5, 7e5, 8e5].map(
      (seconds, i) => ({
        id: `r${i}`,
        at: '2026-09-08T10:00:00Z',
        seconds,
        open: false,
        service: 'component:default/ledger',
        entityRef: 'component:default/ledger',
        deploymentId: `git.example/${i}`,
        label: `ledger ${i}`,
      }),
    );
    renderDora({
      answers: {
        scatter: ({ query }) => ({
          body:
            query.get('metric') === 'change_lead_time'
              ? { ...sampleBase, items: [], total: 0, median: null }
              : { ...sampleBase, items: dots, total: 8, median: 1650 },
        }),
      },
    });
    const chart = await screen.findByRole('region', {
      name: 'Recovery, one dot per failed deployment',
    });
    expect(await within(chart).findByText(/log axis/)).toBeVisible();
    for (const tick of ['10 min', '1 h', '6 h', '1 d', '7 d', '28 d']) {
      expect(within(chart).getByText(tick)).toBeInTheDocument();
    }
    expect(chart).not.toHaveTextContent('above the axis');
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
    expect(panel).toHaveTextContent(
      '2 no commit named. The deployment names no commit',
    );
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
    expect(first).toHaveTextContent('34 % Wait for review');
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
