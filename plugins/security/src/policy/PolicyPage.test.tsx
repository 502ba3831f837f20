import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { samplePolicy } from '../__testUtils__/policyAnswers';
import { renderSecurity } from '../__testUtils__/renderSecurity';

describe('policies of the gate', () => {
  it('lists where each holds and opens one', async () => {
    renderSecurity({ at: '/security/gate?view=policies' });
    const table = await screen.findByRole('table', {
      name: 'Policies of the gate',
    });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('Everything that ships');
    expect(row).toHaveTextContent('high and above');
    await userEvent.click(row);
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Everything that ships',
      }),
    ).toBeVisible();
  });

  it('sets a new version, with its reason and the version that was changed', async () => {
    const { backend, container } = renderSecurity({
      at: '/security/gate/policies/policy-1',
    });
    const save = await screen.findByRole('button', { name: 'Set version' });
    expect(save).toBeDisabled();
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(
      within(screen.getAllByRole('group', { name: 'Fail on' })[1]).getByRole(
        'button',
        { name: 'Critical' },
      ),
    );
    fireEvent.change(screen.getByLabelText('Why (kept with the version)'), {
      target: { value: 'Fewer at first' },
    });
    await userEvent.click(save);
    await waitFor(() =>
      expect(backend.of('updateGatePolicy')[0]?.body).toMatchObject({
        version: 3,
        reason: 'Fewer at first',
        policy: { fail_on: ['critical'] },
      }),
    );
    // What it would change was shown before.
    await waitFor(() =>
      expect(backend.of('simulateSecurityGate').at(-1)?.body).toMatchObject({
        policy: { fail_on: ['critical'] },
        environment: 'production',
      }),
    );
  });

  it('says at the field what is wrong, and sends nothing', async () => {
    const { backend } = renderSecurity({
      at: '/security/gate/policies/policy-1',
    });
    fireEvent.change(await screen.findByLabelText('Code: at most this old'), {
      target: { value: 'soon' },
    });
    expect(
      screen.getByText('is not a duration such as 24h', { selector: 'p' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Set version' }));
    expect(backend.of('updateGatePolicy')).toEqual([]);
  });

  it('is the same policy as text; text that cannot be read is not set', async () => {
    const { backend } = renderSecurity({
      at: '/security/gate/policies/policy-1',
    });
    await userEvent.click(await screen.findByRole('tab', { name: 'YAML' }));
    const text = screen.getByLabelText('The policy as YAML');
    fireEvent.change(text, { target: { value: 'fail_on: [urgent]' } });
    expect(
      screen.getByRole('list', { name: 'What cannot be read' }),
    ).toHaveTextContent('fail_on.0, line 1');
    expect(screen.getByRole('button', { name: 'Set version' })).toBeDisabled();
    fireEvent.change(text, { target: { value: 'fail_on: [low]' } });
    await userEvent.click(screen.getByRole('button', { name: 'Set version' }));
    await waitFor(() =>
      expect(backend.of('updateGatePolicy')[0]?.body).toMatchObject({
        policy: { fail_on: ['low'], on_error: 'fail' },
      }),
    );
  });

  it('lets people try what they may not set', async () => {
    renderSecurity({
      at: '/security/gate/policies/policy-1',
      answers: {
        listGatePolicies: {
          body: {
            items: [samplePolicy({ canEdit: false })],
            nextCursor: null,
            canPublish: false,
          },
        },
      },
    });
    expect(await screen.findByText(/security\.policy\.publish/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Set version' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'End policy' })).toBeNull();
  });

  it('ends one only after what follows was read', async () => {
    const { backend } = renderSecurity({
      at: '/security/gate/policies/policy-1',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'End policy' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('follow the next wider policy');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'End policy' }),
    );
    await waitFor(() => expect(backend.of('deleteGatePolicy')).toHaveLength(1));
  });
});
