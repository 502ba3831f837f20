import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MatrixCell } from '@quarterdeck/plugin-pipelines-common';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderDeployments } from '../__testUtils__/renderDeployments';
import {
  sampleCell,
  sampleColumns,
  sampleDeployment,
  sampleMatrix,
  sampleRow,
  sampleTiles,
} from '../__testUtils__/sampleDeployments';
import { sampleMeta } from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

const grid = () => screen.findByRole('grid', { name: 'What runs where' });
const cellOf = async (name: RegExp) =>
  within(await grid()).getByRole('gridcell', { name });
const address = () => screen.getByLabelText('Address');

describe('Environments', () => {
  it('shows version, state and distance of every place, columns in promotion order', async () => {
    renderDeployments('/environments');
    const heads = within(await grid()).getAllByRole('columnheader');
    expect(heads.map(head => head.textContent)).toEqual([
      'Service',
      'staging',
      'production eu',
      'production us',
    ]);
    const cell = await cellOf(/production eu: Failing, 5\.21\.4/);
    expect(cell).toHaveTextContent('5.21.4');
    expect(cell).toHaveTextContent('failing');
    expect(cell).toHaveTextContent('3 behind');
    expect(cell).toHaveAttribute('data-tint', 'error');
  });

  it('tells what was verified from what merely runs and from what failed its check', async () => {
    const [staging, eu, us] = sampleColumns;
    const checked = (
      column: (typeof sampleColumns)[number],
      label: string,
      verification: 'passed' | 'failed',
      status: MatrixCell['status'],
    ) => {
      const cell = sampleCell(column, label, { status });
      return { ...cell, live: cell.live && { ...cell.live, verification } };
    };
    renderDeployments('/environments', {
      environmentMatrix: {
        body: sampleMatrix({
          rows: [
            sampleRow('checkout', [
              sampleCell(staging, '3.0.0'),
              checked(eu, '2.0.0', 'passed', {
                key: 'healthy',
                state: 'success',
                word: 'Verified',
              }),
              checked(us, '1.0.0', 'failed', {
                key: 'degraded',
                state: 'error',
                word: 'Verification failed',
              }),
            ]),
          ],
        }),
      },
    });
    expect(await cellOf(/3\.0\.0/)).not.toHaveTextContent('verified');
    expect(await cellOf(/2\.0\.0/)).toHaveTextContent('verified');
    expect(await cellOf(/1\.0\.0/)).toHaveTextContent('verification failed');
  });

  it('tints the region that lags, says what waits, and what nobody knows', async () => {
    renderDeployments('/environments');
    expect(await cellOf(/5\.21\.3/)).toHaveAttribute('data-tint', 'warn');
    const waiting = await cellOf(/4\.17\.2/);
    expect(waiting).toHaveTextContent('4.18.0 waits');
    expect(within(waiting).getByText('–')).toHaveAttribute(
      'title',
      'No push of this repository has arrived.',
    );
  });

  it('tells never deployed from not visible', async () => {
    renderDeployments('/environments');
    expect(within(await grid()).getByText('never deployed')).toBeVisible();
    expect(screen.getAllByText('not visible to you')).toHaveLength(3);
    expect(screen.getByText('1 more are not visible to you')).toBeVisible();
  });

  it('tells no data from zero in the tiles', async () => {
    renderDeployments('/environments');
    expect(
      await screen.findByText('no service runs in two regions'),
    ).toBeVisible();
    expect(screen.getByText('of no place it is known')).toBeVisible();
    expect(screen.getByText('nobody is waited for')).toBeVisible();
  });

  it('walks by arrows and opens a cell beside the matrix with Enter', async () => {
    const user = userEvent.setup();
    renderDeployments('/environments');
    const start = await cellOf(/staging: Healthy, 4\.18\.0/);
    act(() => start.focus());
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(await cellOf(/5\.21\.4/)).toHaveFocus();
    await user.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', {
      name: 'payments-api in production eu',
    });
    expect(drawer).toHaveTextContent('5.21.4');
    expect(address()).toHaveTextContent('open=');
  });

  it('compares two cells picked with x and keeps them in the address', async () => {
    const user = userEvent.setup();
    const left = sampleDeployment('a', { region: 'eu' });
    const { backend } = renderDeployments('/environments', {
      compareDeployments: {
        body: {
          left,
          right: sampleDeployment('b', { region: 'us', label: '5.21.3' }),
          sameRelease: false,
          ahead: 'left',
          commits: { items: [], count: { commits: 3 }, compareUrl: null },
          meta: sampleMeta,
        },
      },
    });
    const start = await cellOf(/5\.21\.4/);
    act(() => start.focus());
    await user.keyboard('x');
    expect(await screen.findByText(/One picked/)).toBeVisible();
    await user.keyboard('{ArrowRight}x');
    expect(
      await screen.findByText(
        'production eu is 3 commits ahead of production us.',
      ),
    ).toBeVisible();
    expect(
      backend.of('compareDeployments')[0].query.get('leftExternalId'),
    ).toBe('production-eu-5.21.4');
    expect(await cellOf(/5\.21\.3/)).toHaveAttribute('aria-selected', 'true');
  });

  it('narrows to what waits or fails', async () => {
    const { backend } = renderDeployments('/environments?show=failing');
    await grid();
    expect(screen.queryByRole('rowheader', { name: /checkout/ })).toBeNull();
    expect(screen.getByText('1 of 2 services, by name')).toBeVisible();
    expect(
      backend.of('environmentMatrix')[0].query.get('differing'),
    ).toBeNull();
  });

  it('sends filters of the address to the backend', async () => {
    const { backend } = renderDeployments(
      '/environments?show=differing&tier=production,nonsense&q=pay&scope=group:default/pay',
    );
    await grid();
    const { query } = backend.of('environmentMatrix')[0];
    expect(Object.fromEntries(query)).toMatchObject({
      differing: 'true',
      tier: 'production',
      q: 'pay',
      scope: 'group:default/pay',
    });
  });

  it('says so when nothing fits, may not be seen, is stale or fails', async () => {
    const empty = renderDeployments('/environments', {
      environmentMatrix: {
        body: sampleMatrix({ rows: [], services: 0, hiddenServices: 0 }),
      },
    });
    expect(await screen.findByText('No service fits')).toBeVisible();
    empty.unmount();

    const denied = renderDeployments('/environments', {
      environmentMatrix: {
        status: 403,
        name: 'NotAllowedError',
        message: 'You need "pipelines.run.read" for this.',
      },
    });
    expect(
      await screen.findByText('You cannot see what runs where'),
    ).toBeVisible();
    denied.unmount();

    const stale = renderDeployments('/environments', {
      environmentMatrix: {
        body: sampleMatrix({ meta: { ...sampleMeta, stale: true } }),
      },
    });
    expect(await screen.findByText(/more waits to be read/)).toBeVisible();
    stale.unmount();

    renderDeployments('/environments', {
      environmentMatrix: { status: 500, message: 'no answer' },
    });
    expect(
      await screen.findByText('Could not load what runs where'),
    ).toBeVisible();
  });

  it('offers a source when nothing ever arrived', async () => {
    renderDeployments('/environments', {
      environmentTiles: {
        body: {
          ...sampleTiles,
          services: 0,
          meta: { ...sampleMeta, lastEventAt: null },
        },
      },
    });
    expect(
      await screen.findByText('No source sends deployments'),
    ).toBeVisible();
  });

  it('keeps hostile text as text', async () => {
    const evil = '<img src=x onerror="alert(1)">';
    const { container } = renderDeployments('/environments', {
      environmentMatrix: {
        body: sampleMatrix({
          rows: [
            sampleRow('shop', [
              sampleCell(sampleColumns[0], evil, {
                frozen: { id: 'f', reason: evil, to: sampleMeta.asOf },
              }),
            ]),
          ],
        }),
      },
    });
    expect(await screen.findByText(evil)).toBeVisible();
    expect(container.querySelector('img')).toBeNull();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderDeployments('/environments?by=behind');
    await grid();
    await waitFor(() => screen.getByText('11'));
    expect(await axe(container)).toHaveNoViolations();
  });
});
