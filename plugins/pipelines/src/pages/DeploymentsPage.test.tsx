import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderDeployments } from '../__testUtils__/renderDeployments';
import { sampleFreeze } from '../__testUtils__/sampleDeployments';
import { ago, sampleMeta } from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

describe('Deployments', () => {
  it('lists them with state, place, version and who', async () => {
    renderDeployments('/deployments');
    const table = await screen.findByRole('table', { name: 'Deployments' });
    const [, row] = within(table).getAllByRole('row');
    for (const text of ['Succeeded', '5.21.4', 'production eu', 'Ravi Menon']) {
      expect(row).toHaveTextContent(text);
    }
  });

  it('asks for what the address says and leaves out what nobody knows', async () => {
    const { backend } = renderDeployments(
      '/deployments?view=failed&kind=rollback,nonsense&q=5.21&from=now-24h',
    );
    await screen.findByRole('table', { name: 'Deployments' });
    const { query } = backend.of('listDeployments')[0];
    expect(query.getAll('state')).toEqual(['failed', 'aborted']);
    expect(query.getAll('kind')).toEqual(['rollback']);
    expect(query.get('from')).toBe('now-24h');
  });

  it('says when none fits', async () => {
    renderDeployments('/deployments', {
      listDeployments: {
        body: { items: [], nextCursor: null, meta: sampleMeta },
      },
    });
    expect(await screen.findByText('No deployment fits')).toBeVisible();
  });

  it('shows incidents over the services they hit', async () => {
    renderDeployments('/deployments?tab=timeline');
    expect(
      await screen.findByRole('link', {
        name: /^Incident: SEV 2, Card payments fail in eu, over after/,
      }),
    ).toHaveAttribute('href', 'https://pager.example/incidents/PX1');
  });

  it('walks the timeline by keys, and shows it as a table too', async () => {
    const user = userEvent.setup();
    renderDeployments('/deployments?tab=timeline');
    const first = await screen.findByRole('link', { name: /5\.21\.1/ });
    first.focus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('link', { name: /5\.21\.2/ })).toHaveFocus();
    expect(screen.getByText('quarter end')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Table' }));
    expect(
      await screen.findByRole('table', { name: 'Deployments of the timeline' }),
    ).toHaveTextContent('5.21.1');
  });

  it('zooms by key and goes back', async () => {
    const user = userEvent.setup();
    renderDeployments('/deployments?tab=timeline');
    await screen.findByRole('link', { name: /5\.21\.1/ });
    await user.keyboard('+');
    expect(screen.getByLabelText('Address')).toHaveTextContent(/from=20/);
    await user.keyboard('{Backspace}');
    expect(screen.getByLabelText('Address')).not.toHaveTextContent('from=');
  });

  it('says that nothing drifts', async () => {
    renderDeployments('/deployments?tab=drift');
    expect(await screen.findByText('Nothing drifts')).toBeVisible();
  });

  it('names both places of a drift and the commits between', async () => {
    const place = (environment: string, label: string) => ({
      entityRef: 'component:default/shop',
      environment,
      region: null,
      label,
      deployment: { instance: 'github.com', externalId: label },
      tier: 'production' as const,
      sha: null,
      since: ago(60),
    });
    renderDeployments('/deployments?tab=drift', {
      environmentDrift: {
        body: {
          items: [
            {
              entityRef: 'component:default/shop',
              between: 'environments',
              ahead: place('staging', '2.0'),
              behind: place('production', '1.0'),
              commits: { commits: 57 },
              seconds: 360,
            },
          ],
          total: 1,
          meta: sampleMeta,
        },
      },
    });
    const link = await screen.findByRole('link', { name: '57' });
    expect(link).toHaveAttribute(
      'href',
      '/environments?compare=github.com%7C1.0%2Cgithub.com%7C2.0',
    );
    expect(screen.getByText('6 min')).toBeVisible();
  });

  it('ends a freeze early, with a reason', async () => {
    const user = userEvent.setup();
    const { backend } = renderDeployments('/deployments?tab=freezes', {
      updateFreeze: { body: sampleFreeze({ active: false }) },
    });
    await user.click(await screen.findByRole('button', { name: 'End now' }));
    const dialog = screen.getByRole('dialog');
    await user.type(within(dialog).getByLabelText('Reason'), 'all is well');
    await user.click(
      within(dialog).getByRole('button', { name: 'End the freeze' }),
    );
    await waitFor(() => expect(backend.of('updateFreeze')).toHaveLength(1));
    const [{ body }] = backend.of('updateFreeze');
    expect(body).toMatchObject({
      scope: 'all',
      tiers: ['production'],
      reason: 'quarter end (ended early: all is well)',
    });
  });

  it('adds a freeze of everything', async () => {
    const user = userEvent.setup();
    const { backend } = renderDeployments('/deployments?tab=freezes', {
      createFreeze: { body: sampleFreeze() },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Add a freeze' }),
    );
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByLabelText('What'));
    await user.click(screen.getByRole('option', { name: 'Everything' }));
    await user.type(within(dialog).getByLabelText(/Reason/), 'holiday');
    await user.click(within(dialog).getByRole('button', { name: 'Freeze' }));
    await waitFor(() =>
      expect(backend.of('createFreeze')).toMatchObject([
        { body: { scope: 'all', tiers: ['production'], reason: 'holiday' } },
      ]),
    );
  });

  it('shows freezes without buttons to those who may not change them', async () => {
    renderDeployments('/deployments?tab=freezes', {
      listFreezes: { body: { items: [sampleFreeze()], canManage: false } },
    });
    expect(await screen.findByText('quarter end')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a freeze' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'End now' })).toBeNull();
  });

  it.each(['', '?tab=timeline', '?tab=drift', '?tab=freezes'])(
    'has no accessibility fault at %s',
    async search => {
      const { container } = renderDeployments(`/deployments${search}`);
      await waitFor(() =>
        expect(screen.queryByLabelText('Loading')).toBeNull(),
      );
      expect(await axe(container)).toHaveNoViolations();
    },
  );
});
