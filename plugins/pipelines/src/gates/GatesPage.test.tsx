import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { ownRequest } from '../__testUtils__/gateAnswers';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import { sampleCall, sampleRequest } from '../__testUtils__/sampleGates';

expect.extend(toHaveNoViolations);

const none = { body: { items: [], nextCursor: null } };

describe('Gates', () => {
  it('says what waits for me, and what an approval does before it is given', async () => {
    const { backend } = renderPipelines({ at: '/gates' });
    const table = await screen.findByRole('table', { name: 'Waits for you' });
    await userEvent.click(
      await within(table).findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('Counts as approval 2 of 2');
    expect(dialog).toHaveTextContent('the portal tells github to go on');
    await userEvent.type(
      within(dialog).getByLabelText('Reason (optional)'),
      'canary is fine',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await screen.findByText('Approved shop 4be1c0d to production.'),
    ).toBeVisible();
    expect(backend.of('approveGateRequest')[0].body).toEqual({
      comment: 'canary is fine',
    });
  });

  it('asks for a reason before it rejects', async () => {
    const { backend } = renderPipelines({ at: `/gates/${sampleRequest().id}` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    const dialog = screen.getByRole('dialog');
    const verb = within(dialog).getByRole('button', { name: 'Reject' });
    expect(verb).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'not today');
    await userEvent.click(verb);
    await screen.findByText('Rejected shop 4be1c0d to production.');
    expect(backend.of('rejectGateRequest')[0].body).toEqual({
      comment: 'not today',
    });
  });

  it('tells the author of a change why they may not approve', async () => {
    renderPipelines({ at: `/gates/${ownRequest.id}` });
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
    expect(
      screen.getAllByText(
        'You wrote this change; somebody else has to approve it.',
      )[0],
    ).toBeVisible();
  });

  it('warns of every check that a bypass passes over', async () => {
    renderPipelines({ at: `/gates/${ownRequest.id}` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Bypass' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('although 3 checks have not passed');
    expect(dialog).toHaveTextContent('Coverage is below what the policy asks.');
    expect(
      within(dialog).getByRole('button', { name: 'Bypass' }),
    ).toBeDisabled();
  });

  it('shows a refusal where it happened', async () => {
    renderPipelines({
      at: `/gates/${sampleRequest().id}`,
      answers: {
        approveGateRequest: { status: 409, message: 'The gate was decided.' },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The gate was decided.',
    );
  });

  it('shows rules, place in the log, decisions and the calls of a gate', async () => {
    renderPipelines({ at: `/gates/${sampleRequest().id}` });
    const checks = await screen.findByRole('table', {
      name: 'Checklist of the gate',
    });
    expect(within(checks).getAllByRole('row')).toHaveLength(5);
    expect(screen.getByText('4720')).toBeVisible();
    expect(await screen.findByText('Given up')).toBeVisible();
    expect(
      screen.getByText(/422: The environment no longer waits/),
    ).toBeVisible();
    expect(await screen.findByText('Deny')).toBeVisible();
  });

  it('opens a gate beside the list, in the address', async () => {
    renderPipelines({ at: '/gates?view=decided' });
    const table = await screen.findByRole('table', { name: 'Decided gates' });
    await userEvent.click(await within(table).findByText('Bypassed'));
    expect(screen.getByLabelText('Address')).toHaveTextContent('open=018f');
    expect(
      await screen.findByRole('dialog', { name: 'shop 4be1c0d to production' }),
    ).toBeVisible();
  });

  it('sends a call again that was given up, unless it is not permitted', async () => {
    const first = renderPipelines({ at: '/gates?view=calls' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Send again' }),
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Send again',
      }),
    );
    await screen.findByText('It is being sent again.');
    expect(first.backend.of('retryOutboxCall')).toHaveLength(1);
    first.unmount();
    renderPipelines({
      at: '/gates?view=calls',
      denied: ['pipelines.outbox.retry'],
      answers: {
        listOutbox: {
          body: {
            items: [sampleCall({ entityRef: 'component:default/cart' })],
            nextCursor: null,
            deadCount: 1,
          },
        },
      },
    });
    expect(
      await screen.findByText(
        'It takes the permission pipelines.outbox.retry.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Send again' })).toBeDisabled();
  });

  it('tells nothing, too few and not permitted apart', async () => {
    const first = renderPipelines({
      at: '/gates',
      answers: {
        listGateRequests: none,
        gateWaits: {
          body: {
            range: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
            total: null,
            items: [],
          },
        },
      },
    });
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
    expect(
      await screen.findByText('No gate of the portal waits'),
    ).toBeVisible();
    expect(await screen.findAllByText('no gate was decided')).toHaveLength(2);
    first.unmount();
    renderPipelines({
      at: '/gates',
      answers: {
        listGateRequests: {
          status: 403,
          message: 'You need "pipelines.run.read" for this.',
        },
      },
    });
    expect(
      await screen.findByText('You cannot see what waits for you'),
    ).toBeVisible();
  });

  it.each(['/gates', '/gates?view=times', '/gates?view=calls'])(
    'has no accessibility fault at %s',
    async at => {
      const { container } = renderPipelines({ at });
      await screen.findAllByRole('table');
      expect(await axe(container)).toHaveNoViolations();
    },
  );

  it('has no accessibility fault on the page of a gate', async () => {
    const { container } = renderPipelines({ at: `/gates/${ownRequest.id}` });
    await screen.findByText('Deny');
    expect(await axe(container)).toHaveNoViolations();
  });
});
