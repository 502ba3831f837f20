import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderSecurity } from '../__testUtils__/renderSecurity';
import { sampleDetail, sampleFinding } from '../__testUtils__/sampleFindings';

const at = '/security/findings/f1';
const region = (name: string) => screen.findByRole('region', { name });

describe('the page of a finding', () => {
  beforeEach(() => localStorage.clear());

  it('says what, where with the lines that are hit, and how the value gets there', async () => {
    const { container } = renderSecurity({ at });
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'SQL built from request input',
      }),
    ).toBeVisible();
    const code = await region('Code of src/report/query.ts:87');
    expect(within(code).getAllByText(/select|order by/)).toHaveLength(2);
    expect(code.querySelectorAll('[data-hit="true"]')).toHaveLength(2);
    const flow = await region('How the value gets there');
    expect(within(flow).getAllByRole('listitem')).toHaveLength(3);
    expect(flow).toHaveTextContent('req.query.sort source');
    expect(flow).toHaveTextContent('pool.query(sql) sink');
    await region('History');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('keeps hostile text as text and follows http links only', async () => {
    const { container } = renderSecurity({ at });
    const what = await region('What it is');
    expect(what).toHaveTextContent('<script>alert(1)</script>');
    expect(container.querySelector('script')).toBeNull();
    const names = await region('Names and references');
    expect(
      within(names)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      'https://cwe.mitre.org/data/definitions/89.html',
      'https://docs.example/sql',
    ]);
  });

  it('names every tool, what each calls it, and which no longer has it', async () => {
    renderSecurity({ at });
    const tools = await region('Found by 1 tool');
    const [codeql, semgrep] = within(tools).getAllByRole('listitem');
    expect(codeql).toHaveTextContent('codeql 2.20High');
    expect(codeql).toHaveTextContent('says “error”');
    expect(semgrep).toHaveTextContent('semgrepMedium');
    expect(semgrep).toHaveTextContent('no more since');
  });

  it('tells the history with differences, and takes a decision back', async () => {
    const { backend } = renderSecurity({ at });
    const history = await region('History');
    const [changed, found] = await within(history).findAllByRole('listitem');
    expect(changed).toHaveTextContent('Severity changed by mei');
    expect(changed).toHaveTextContent('Severity: Medium → High');
    expect(found).toHaveTextContent('Found by a scan of 1111111');
    await userEvent.click(
      within(changed).getByRole('button', { name: 'Undo' }),
    );
    await screen.findByText('2 findings taken back');
    expect(backend.of('undoAction')[0].params.id).toBe('action-9');
  });

  it('shows every way to the package, what to upgrade, VEX and acceptance', async () => {
    renderSecurity({
      at,
      answers: {
        getFinding: {
          body: sampleDetail('f1', {
            ...sampleFinding('f1'),
            state: 'risk_accepted',
            sla: {
              state: 'paused',
              dueAt: null,
              days: 30,
              remainingSeconds: null,
            },
            locations: [],
            flow: [],
            dependencyPaths: [
              ['web-kit@4.1.0', 'qs-like@6.5.2'],
              ['rest-kit@1.0.0', 'mid@2.0.0', 'qs-like@6.5.2'],
            ],
            direct: false,
            fix: {
              fixedVersions: ['6.5.3'],
              upgrade: [{ name: 'web-kit', version: '4.1.0' }],
              alsoFixes: 2,
              remediation: null,
            },
            vex: [
              {
                documentId: 'vex-1',
                status: 'affected',
                justification: null,
                impact: null,
                action: 'Update soon',
                author: 'Vendor',
                statedAt: null,
              },
            ],
            acceptance: {
              id: 'a1',
              owner: 'user:default/mei',
              reason: 'Behind the gateway',
              expiresAt: '2027-03-01T23:59:59.000Z',
            },
          }),
        },
      },
    });
    const paths = await region('How it gets in');
    expect(within(paths).getAllByRole('listitem')).toHaveLength(2);
    const fix = await region('Fix');
    expect(fix).toHaveTextContent('qs-like 6.5.2 to 6.5.3');
    // What is installed is not what to go to.
    expect(fix).toHaveTextContent('Throughweb-kit 4.1.0');
    expect(fix).toHaveTextContent('2 other open findings');
    expect(await region('What VEX says')).toHaveTextContent('Affected');
    const now = await region('Now');
    expect(now).toHaveTextContent('Risk accepted');
    expect(now).toHaveTextContent('until 1 Mar 2027 by mei');
    expect(now).toHaveTextContent('paused');
  });

  it('says why somebody may only look', async () => {
    renderSecurity({
      at,
      answers: {
        getFinding: {
          body: sampleDetail('f1', {
            can: { triage: false, acceptRisk: false, states: [] },
          }),
        },
      },
    });
    expect(
      await screen.findByText(/takes the permission security\.finding\.triage/),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Assign' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  });

  it('confirms in one click and comments', async () => {
    const { backend } = renderSecurity({ at });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm' }),
    );
    await screen.findByText('1 finding set to confirmed');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Comment' }),
      'Looking at it',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    await screen.findByText('1 finding commented');
    expect(backend.of('actOnFinding').map(({ body }) => body)).toEqual([
      { action: 'set_state', state: 'triaged' },
      { action: 'comment', text: 'Looking at it' },
    ]);
  });

  it('tells a finding that is gone from a failure', async () => {
    renderSecurity({
      at,
      answers: { getFinding: { status: 404, message: 'No finding f1.' } },
    });
    expect(await screen.findByText('There is no such thing')).toBeVisible();
  });
});
