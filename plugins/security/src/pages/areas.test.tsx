import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderSecurity } from '../__testUtils__/renderSecurity';
import { sampleScan } from '../__testUtils__/sampleFindings';

const lines = async (table: string) =>
  within(await screen.findByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1);

describe('accepted risks', () => {
  it('shows owner, reason, end and what each holds, and ends one with a reason', async () => {
    const { backend, container } = renderSecurity({
      at: '/security/acceptances',
    });
    const [line] = await lines('Accepted risks');
    expect(line).toHaveTextContent('Ends soon');
    expect(line).toHaveTextContent(
      'CVE-2026-21840 in every service: Not reachable behind the gateway',
    );
    expect((await axe(container)).violations).toEqual([]);
    expect(backend.of('listAcceptances')[0].query.getAll('state').join()).toBe(
      'active,ending',
    );
    await userEvent.click(within(line).getByRole('button', { name: /^End / }));
    const dialog = await screen.findByRole('dialog');
    const end = within(dialog).getByRole('button', { name: 'End it' });
    expect(end).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Fixed soon');
    await userEvent.click(end);
    await waitFor(() =>
      expect(backend.of('revokeAcceptance')[0]?.body).toEqual({
        reason: 'Fixed soon',
      }),
    );
  });
});

describe('secrets', () => {
  it('is one task per value, with its places and no value', async () => {
    const { backend } = renderSecurity({ at: '/security/secrets' });
    const [line] = await lines('Secrets');
    expect(line).toHaveTextContent('FAKE…0001');
    expect(line).toHaveTextContent('works');
    expect(line).toHaveTextContent('3 files, 4 of 4 findings open');
    await userEvent.click(line);
    const drawer = await screen.findByRole('dialog', {
      name: 'Secret to rotate',
    });
    expect(
      await within(drawer).findByText(/others may exist that you may not see/),
    ).toBeVisible();
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Rotated' }),
    );
    await screen.findByText('The task is up to date');
    expect(backend.of('updateSecret')[0].body).toMatchObject({
      state: 'rotated',
    });
  });
});

describe('scans', () => {
  it('tells whole scans from failed ones', async () => {
    const { container } = renderSecurity({ at: '/security/scans' });
    const [whole, failed] = await lines('Scans');
    expect(whole).toHaveTextContent('Whole');
    expect(failed).toHaveTextContent('Failed');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('says why one closed nothing, what it changed, and closes by word', async () => {
    const { backend } = renderSecurity({
      at: '/security/scans/scan-9',
      answers: {
        getImport: {
          body: {
            ...sampleScan('scan-9', {
              notClosing: 'drop_guard',
              counters: {
                created: 0,
                updated: 1,
                unchanged: 3,
                fixed: 0,
                reopened: 0,
                suppressed: 0,
                rejected: 2,
                pendingClose: 40,
              },
            }),
            previousId: 'scan-8',
            nextId: null,
            rejects: [{ path: '/runs/0/results/7', message: 'no rule' }],
          },
        },
      },
    });
    expect(await screen.findByText(/held until the next scan/)).toBeVisible();
    expect(screen.getByText('/runs/0/results/7')).toBeVisible();
    const [line] = await lines('What it changed');
    expect(line).toHaveTextContent('Updated');
    expect(line).toHaveTextContent('fix: none → 6.5.3');
    expect(
      backend.of('importFindings')[0].query.getAll('outcome').join(),
    ).not.toContain('unchanged');
    await userEvent.click(
      screen.getByRole('button', { name: 'They are really gone' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByLabelText('Reason'),
      'Module left',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close them' }),
    );
    await waitFor(() =>
      expect(backend.of('confirmClose')[0]?.body).toEqual({
        reason: 'Module left',
      }),
    );
  });
});

describe('coverage', () => {
  it('tells fresh, broken, never and missing apart, and where things were caught', async () => {
    const { container } = renderSecurity({ at: '/security/coverage' });
    const [ledger] = await lines('Scan coverage');
    const cells = within(ledger).getAllByRole('cell');
    const titles = screen
      .getAllByRole('columnheader')
      .map(head => head.textContent);
    const of = (title: string) => cells[titles.indexOf(title)];
    expect(of('Code')).toHaveTextContent(/\d+ min/);
    expect(of('Code')).toHaveTextContent('test');
    expect(
      within(of('Image')).getByRole('img', { name: 'Failed or cut' }),
    ).toBeVisible();
    expect(of('Secret')).toHaveTextContent('missing');
    expect(of('Licence')).toHaveTextContent('never');
    expect(
      screen.getByRole('region', { name: 'First caught in' }),
    ).toHaveTextContent('test6 75 %outside of pipelines2 25 %');
    expect((await axe(container)).violations).toEqual([]);
  });
});

describe('the gate', () => {
  it('shows each place with its exact reason', async () => {
    const { container } = renderSecurity({ at: '/security/gate' });
    const [ledger] = await lines('The gate now');
    expect(ledger).toHaveTextContent('Fails');
    expect(ledger).toHaveTextContent('1 critical finding fails the gate');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('tries “what if we fail on high” on all in scope and stores nothing', async () => {
    const { backend } = renderSecurity({
      at: '/security/gate?view=simulate&scope=group:default/payments',
    });
    expect(
      await screen.findByText(/of 2 services would not pass/),
    ).toHaveTextContent(
      '1 of 2 services would not pass, 1 would; for 1 the answer changes.',
    );
    const [first] = await lines('What would change');
    expect(first).toHaveTextContent('ledger');
    expect(backend.of('simulateSecurityGate')[0].body).toMatchObject({
      scope: 'group:default/payments',
      policy: { fail_on: ['high'], warn_on: ['medium'] },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Critical' }));
    await waitFor(() =>
      expect(backend.of('simulateSecurityGate').at(-1)?.body).toMatchObject({
        policy: { fail_on: ['critical'] },
      }),
    );
    expect(backend.of('evaluateSecurityGate')).toHaveLength(0);
    await userEvent.click(first);
    const drawer = await screen.findByRole('dialog', { name: 'ledger' });
    expect(drawer).toHaveTextContent('critical is in fail_on');
  });

  it('explains a decision: scans it asks for, reasons, excuses, the policy', async () => {
    renderSecurity({ at: '/security/gate/evaluations/evaluation-1' });
    const [check] = await lines('Scans it asks for');
    expect(check).toHaveTextContent('Cannot say');
    expect(check).toHaveTextContent('9 days old, 7 are allowed');
    const [fails, excused] = await lines('Findings at the gate');
    expect(fails).toHaveTextContent('critical is in fail_on');
    expect(excused).toHaveTextContent('Excused');
    expect(excused).toHaveTextContent('accepted by mei, until');
    const policy = screen.getByRole('region', { name: 'Policy' });
    expect(policy).toHaveTextContent('Code, at most 7d old');
    expect(policy).toHaveTextContent('3 days for high');
  });
});

describe('components', () => {
  it('finds who ships a range of versions, and counts those it cannot know', async () => {
    const { backend, container } = renderSecurity({
      at: '/sbom?name=log-core&range=%3C2.17',
    });
    const [hit] = await lines('Who ships it');
    expect(hit).toHaveTextContent('ledgerlog-core2.14.1');
    expect(
      screen.getByText(/2 services without any\s+SBOM: they may ship it too/),
    ).toBeVisible();
    const { query } = backend.of('searchComponents')[0];
    expect([query.get('name'), query.get('range')]).toEqual([
      'log-core',
      '<2.17',
    ]);
    expect((await axe(container)).violations).toEqual([]);
  });

  it('compares two SBOMs, the older one first', async () => {
    renderSecurity({ at: '/sbom?view=documents' });
    await screen.findByRole('table', { name: 'SBOMs' });
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select all loaded rows' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
    const [line] = await lines('Other version');
    expect(line).toHaveTextContent('log-core2.14.12.17.1Upgrade');
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '/sbom/diff?from=sbom-1&to=sbom-2',
    );
  });

  it('says that no licence is known, not that none is used', async () => {
    renderSecurity({ at: '/sbom?view=licences' });
    expect(await screen.findByText('No SBOM came in')).toBeVisible();
  });
});
