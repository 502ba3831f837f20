import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { findingsPage, samplePreview } from '../__testUtils__/listAnswers';
import { renderSecurity } from '../__testUtils__/renderSecurity';
import { knowledge, sampleFinding } from '../__testUtils__/sampleFindings';

const rows = async () => {
  const table = await screen.findByRole('table', { name: 'Findings' });
  return within(table).getAllByRole('row').slice(1);
};
const address = () => screen.getByLabelText('Address').textContent ?? '';

describe('the triage list', () => {
  beforeEach(() => localStorage.clear());

  it('shows what needs triage first, each with severity, place, state, EPSS and due date', async () => {
    const { backend, container } = renderSecurity();
    const [first, second, third] = await rows();
    expect(first).toHaveTextContent('Critical');
    expect(first).toHaveTextContent('CVE-2026-21840, qs-like 6.5.2');
    expect(first).toHaveTextContent('0.71KEV');
    expect(first).toHaveTextContent('3 d left');
    expect(second).toHaveTextContent('Reopened');
    expect(third).toHaveTextContent('Unknown');
    expect(third).toHaveTextContent('–');
    expect(third).toHaveTextContent('none');
    const { query } = backend.of('listFindings')[0];
    expect(query.get('view')).toBe('needs_triage');
    expect(query.get('withTotal')).toBe('true');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('takes every filter from the URL, and leaves out what nobody knows', async () => {
    const { backend } = renderSecurity({
      at: '/security?view=all&severity=critical,high,nonsense&state!=fixed&kind=secret&sla=breached&knownExploited=true&cwe=89,x&q=key&scope=group:default/payments&unknown=1',
    });
    await rows();
    const { query } = backend.of('listFindings')[0];
    expect(query.get('view')).toBeNull();
    expect(query.getAll('severity').join()).toBe('critical,high');
    expect(query.getAll('stateNot').join()).toBe('fixed');
    expect(query.getAll('kind').join()).toBe('secret');
    expect(query.getAll('sla').join()).toBe('breached');
    expect(query.getAll('cwe').join()).toBe('89');
    expect(query.get('knownExploited')).toBe('true');
    expect(query.get('q')).toBe('key');
    expect(query.get('scope')).toBe('group:default/payments');
    expect(address()).toContain('unknown=1');
  });

  it('walks with j and k, opens beside the list and follows the keyboard', async () => {
    renderSecurity();
    const [first, second] = await rows();
    fireEvent.keyDown(document.body, { key: 'j' });
    await waitFor(() => expect(document.activeElement).toBe(first));
    fireEvent.keyDown(first, { key: 'Enter' });
    const panel = await screen.findByRole('complementary', {
      name: 'The finding that is open',
    });
    expect(
      await within(panel).findByText('SQL built from request input'),
    ).toBeVisible();
    expect(address()).toContain('open=f1');
    fireEvent.keyDown(first, { key: 'j' });
    await waitFor(() => expect(address()).toContain('open=f2'));
    expect(second).toBeInTheDocument();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(address()).not.toContain('open='));
  });

  it('accepts a risk by r only with reason, owner and end, and takes it back by u', async () => {
    const { backend } = renderSecurity();
    const [first] = await rows();
    first.focus();
    fireEvent.keyDown(first, { key: 'r' });
    const dialog = await screen.findByRole('dialog', {
      name: 'Accept the risk',
    });
    const accept = within(dialog).getByRole('button', { name: 'Accept risk' });
    expect(accept).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Behind the gateway',
    );
    expect(accept).toBeDisabled();
    fireEvent.change(within(dialog).getByLabelText(/Ends on/), {
      target: { value: '2020-01-01' },
    });
    expect(accept).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: '30 days' }),
    );
    await waitFor(() => expect(accept).toBeEnabled());
    await userEvent.click(accept);
    await screen.findByText('1 finding accepted as risk');
    const [{ params, body }] = backend.of('actOnFinding');
    expect(params.id).toBe('f1');
    expect(body).toMatchObject({
      action: 'accept_risk',
      owner: 'user:default/mei',
      reason: 'Behind the gateway',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT23:59:59/),
    });
    fireEvent.keyDown(document.body, { key: 'u' });
    await screen.findByText('2 findings taken back');
    expect(backend.of('undoAction')[0].params.id).toBe('action-1');
  });

  it('asks for a reason before something is a false positive', async () => {
    const { backend } = renderSecurity();
    const [first] = await rows();
    first.focus();
    fireEvent.keyDown(first, { key: 'i' });
    const dialog = await screen.findByRole('dialog', { name: 'Set the state' });
    expect(
      within(dialog).getByRole('radio', { name: 'False positive' }),
    ).toBeChecked();
    const save = within(dialog).getByRole('button', { name: 'Set state' });
    expect(save).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Test data',
    );
    await userEvent.click(save);
    await screen.findByText('1 finding set to false positive');
    expect(backend.of('actOnFinding')[0].body).toEqual({
      action: 'set_state',
      state: 'false_positive',
      reason: 'Test data',
    });
  });

  it('shows what a change of many does before it is done, and what is refused', async () => {
    const { backend } = renderSecurity({
      answers: {
        previewBulk: {
          body: {
            ...samplePreview,
            matched: 3,
            refused: [
              {
                why: 'not_permitted',
                message: 'They belong to another team.',
                count: 1,
                ids: ['f3'],
              },
            ],
          },
        },
      },
    });
    const [first, second] = await rows();
    first.focus();
    fireEvent.keyDown(first, { key: 'x' });
    fireEvent.keyDown(second, { key: 'x' });
    expect(screen.getByText('2 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Set state' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Preview' }),
    );
    await screen.findByText(
      '1 finding left alone: They belong to another team.',
    );
    expect(backend.of('applyBulk')).toHaveLength(0);
    await userEvent.click(
      screen.getByRole('button', { name: 'Change 2 findings' }),
    );
    await screen.findByText('2 findings set to confirmed');
    expect(backend.of('applyBulk')[0].body).toEqual({
      selection: { ids: ['f1', 'f2'] },
      action: { action: 'set_state', state: 'triaged' },
      token: 'token-1',
    });
    expect(screen.queryByText('2 selected')).toBeNull();
  });

  it('changes all that match by their filter, not by what happens to be loaded', async () => {
    const { backend } = renderSecurity({ at: '/security?severity=high' });
    await rows();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select all loaded rows' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Select all 205 that match' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Unassign' }),
    );
    await screen.findByText('This changes 2 findings');
    expect(backend.of('previewBulk')[0].body).toMatchObject({
      selection: { filter: { view: 'needs_triage', severity: ['high'] } },
      action: { action: 'assign', assignee: null },
    });
  });

  it('counts by a property and leads from a group to its findings', async () => {
    renderSecurity({ at: '/security?group=entity' });
    const table = await screen.findByRole('table', {
      name: 'Findings by service',
    });
    const [, ledger] = within(table).getAllByRole('row');
    expect(ledger).toHaveTextContent('ledger12');
    fireEvent.keyDown(ledger, { key: 'Enter' });
    await waitFor(() =>
      expect(address()).toContain('entity=component%3Adefault%2Fledger'),
    );
    expect(address()).not.toContain('group=');
  });

  it('says what may not be seen, what failed, and why', async () => {
    renderSecurity({
      answers: {
        listFindings: {
          status: 403,
          message: 'It takes the permission "security.finding.read".',
        },
      },
    });
    expect(
      await screen.findByText('You cannot see the findings'),
    ).toBeVisible();
    expect(screen.getByText(/security\.finding\.read/)).toBeVisible();
  });
});

describe('an empty list', () => {
  beforeEach(() => localStorage.clear());
  const show = (some: Parameters<typeof knowledge>[0], visibility?: 'own') =>
    renderSecurity({
      at: '/security?view=not_fixed',
      answers: {
        listFindings: findingsPage([], {
          knowledge: knowledge(some),
          visibility,
        }),
      },
    });

  it.each([
    ['Clean', {}],
    [
      'Nothing known to be open, but the scans are old',
      { state: 'stale' as const, stale: 2, fresh: 1 },
    ],
    [
      'Not known: the newest scan failed or was cut',
      { state: 'incomplete' as const, incomplete: 1, fresh: 2 },
    ],
    [
      'Never scanned',
      {
        state: 'never_scanned' as const,
        neverScanned: 3,
        fresh: 0,
        newestScanAt: null,
        oldestScanAt: null,
      },
    ],
    [
      'Nothing known to be open, but not everything is scanned',
      { state: 'never_scanned' as const, neverScanned: 1, fresh: 2 },
    ],
    [
      'No service is in this scope',
      { state: 'never_scanned' as const, entities: 0, fresh: 0 },
    ],
  ])('says “%s”', async (title, some) => {
    show(some);
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.queryAllByText('Clean')).toHaveLength(
      title === 'Clean' ? 1 : 0,
    );
  });

  it('says that others may not be seen', async () => {
    show({ entities: 0, fresh: 0, state: 'never_scanned' }, 'own');
    expect(
      await screen.findByText('You may see none of these services'),
    ).toBeVisible();
  });

  it('says that nothing fits a filter, which is not clean', async () => {
    renderSecurity({
      at: '/security?view=not_fixed&severity=low',
      answers: { listFindings: findingsPage([]) },
    });
    expect(await screen.findByText('No finding fits')).toBeVisible();
  });
});

describe('a long list', () => {
  it('draws only the rows in sight and goes on by keyset', async () => {
    const pageOf = (from: number) =>
      Array.from({ length: 200 }, (_, at) => sampleFinding(`n${from + at}`));
    const { backend } = renderSecurity({
      answers: {
        listFindings: ({ query }) =>
          findingsPage(pageOf(Number(query.get('cursor') ?? 0)), {
            total: 100_000,
            nextCursor: String(Number(query.get('cursor') ?? 0) + 200),
          }),
      },
    });
    await screen.findByText(/of 100,000/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Load 200 more' }),
    );
    await screen.findByText('Rows 1–400 of 100,000');
    const [, second] = backend.of('listFindings');
    expect(second.query.get('cursor')).toBe('200');
    expect(second.query.get('limit')).toBe('200');
    expect(screen.getAllByRole('row').length).toBeLessThan(150);
  });

  it('has views of the team, and keeps one for all of it', async () => {
    const { backend } = renderSecurity({ at: '/security?severity=high' });
    const shared = await screen.findByRole('link', { name: 'Ours that hurt' });
    expect(shared).toHaveAttribute('title', 'View of payments');
    await userEvent.click(screen.getByRole('button', { name: 'Save view' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Name'), 'High ones');
    await userEvent.click(within(dialog).getByLabelText('For'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'payments' }),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(backend.of('createSavedView')[0]?.body).toEqual({
        name: 'High ones',
        query: 'severity=high',
        owner: 'group:default/payments',
      }),
    );
  });
});
