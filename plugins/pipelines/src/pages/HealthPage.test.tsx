import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderPipelines } from '../__testUtils__/renderPipelines';

expect.extend(toHaveNoViolations);

describe('CI health', () => {
  it('names what is slowest and how it moved', async () => {
    renderPipelines({ at: '/pipelines/health?view=slow' });
    const table = await screen.findByRole('table', { name: 'Slowest jobs' });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('integration');
    expect(row).toHaveTextContent('15m 00s');
    expect(row).toHaveTextContent('3m 20s');
  });

  it('says that today is not over', async () => {
    renderPipelines({ at: '/pipelines/health' });
    expect(
      await screen.findByText(/^Hatched: the day is not over/),
    ).toBeVisible();
  });

  it('shows hours lost by cause, and queues by pool', async () => {
    renderPipelines({ at: '/pipelines/health?view=lost' });
    const table = await screen.findByRole('table', {
      name: 'Time lost per team',
    });
    expect(table).toHaveTextContent('payments');
    expect(
      within(table).getByRole('img', {
        name: 'Queues 4 h, Gates 12 h, Attempts again 2 h',
      }),
    ).toBeVisible();
    expect(
      await screen.findByRole('table', { name: 'Queue by runner pool' }),
    ).toHaveTextContent('linux-large');
  });

  it('puts a flaky test in quarantine with a reason and a last day', async () => {
    const { backend } = renderPipelines({ at: '/pipelines/health?view=flaky' });
    const table = await screen.findByRole('table', { name: 'Flaky tests' });
    await userEvent.click(
      within(table).getByRole('button', { name: 'Quarantine' }),
    );
    const dialog = screen.getByRole('dialog');
    const verb = within(dialog).getByRole('button', { name: 'Quarantine' });
    expect(verb).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'SHOP-12');
    await userEvent.click(verb);
    await screen.findByText(/is in quarantine until/);
    expect(backend.of('addQuarantine')[0].body).toMatchObject({
      entityRef: 'component:default/shop',
      suite: 'cart',
      name: 'adds twice',
      reason: 'SHOP-12',
    });
  });

  it('takes a test out, and shows the line for a pipeline', async () => {
    const { backend } = renderPipelines({ at: '/pipelines/health?view=flaky' });
    const table = await screen.findByRole('table', { name: 'Quarantine' });
    await userEvent.click(
      within(table).getByRole('button', { name: 'Take out' }),
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Take out',
      }),
    );
    await screen.findByText('Taken out of quarantine.');
    expect(backend.of('endQuarantine')).toHaveLength(1);
    expect(
      screen.getByText(/component\/default\/shop\/quarantine\?format=lines/),
    ).toBeVisible();
  });

  it('says that the numbers could not be read, and shows no zero', async () => {
    renderPipelines({
      at: '/pipelines/health',
      answers: {
        ciHealth: {
          status: 403,
          message: 'You need "pipelines.run.read" for this.',
        },
      },
    });
    expect((await screen.findAllByText('could not be read'))[0]).toBeVisible();
  });

  it.each(['', '?view=flaky', '?view=slow', '?view=lost'])(
    'has no accessibility fault at %s',
    async view => {
      const { container } = renderPipelines({ at: `/pipelines/health${view}` });
      if (view) await screen.findAllByRole('table');
      else await screen.findByText(/^Hatched/);
      expect(await axe(container)).toHaveNoViolations();
    },
  );
});
