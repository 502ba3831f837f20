import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderDeployments } from '../__testUtils__/renderDeployments';
import {
  sampleDeployment,
  sampleDeploymentPage,
} from '../__testUtils__/sampleDeployments';
import { ago } from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

const at = '/deployments/github.com/d1';
const title = 'payments-api 5.21.4 to production eu';

describe('Deployment page', () => {
  it('says what went where, how it ended and why', async () => {
    renderDeployments(at);
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
      title,
    );
    expect(screen.getByText('Verification failed')).toBeVisible();
    expect(screen.getByText('“error share above 0.5 %”')).toBeVisible();
    const steps = screen.getByRole('list', { name: 'How far it has come' });
    expect(steps).toHaveTextContent('Built');
    expect(steps).toHaveTextContent('Verify');
  });

  it('shows wanted and actual weight of every step, and what nobody measured', async () => {
    renderDeployments(at);
    const table = await screen.findByRole('table', { name: 'Rollout steps' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('5 %');
    expect(within(first).getByTitle('Nobody measured it.')).toHaveTextContent(
      '–',
    );
    expect(second).toHaveTextContent('25 %24 %');
    const analysis = screen.getByRole('table', { name: 'Analysis' });
    expect(analysis).toHaveTextContent('4.8 %');
    expect(analysis).toHaveTextContent('25 % of traffic');
  });

  it('tells what broke after it, and how that is known', async () => {
    renderDeployments(at);
    const link = await screen.findByRole('link', {
      name: /Card payments fail in eu/,
    });
    expect(link).toHaveAttribute('href', 'https://pager.example/incidents/PX1');
    expect(screen.getByText(/began while this ran/)).toHaveTextContent(
      'lasted 40m 00s',
    );
  });

  it('gives each commit its lead time, and leads to the raw delivery', async () => {
    renderDeployments(at);
    expect(await screen.findByText('14 h 2 min')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Delivery' })).toHaveAttribute(
      'href',
      '/ingest/deliveries?open=0190f3a1-0000-7000-8000-000000000001',
    );
  });

  it('asks for a reason, says what will happen, and asks the provider once', async () => {
    const user = userEvent.setup();
    const { backend } = renderDeployments(at, {
      rollBackDeployment: {
        body: {
          id: 'c1',
          purpose: 'rollback',
          entityRef: null,
          title: 'Roll back',
          state: 'pending',
          target: 't',
          method: 'POST',
          url: 'https://x.example',
          tries: 0,
          nextTryAt: null,
          lastStatus: null,
          lastError: null,
          createdAt: ago(0),
          sentAt: null,
          requestedBy: 'user:default/mei',
          reason: 'errors',
          about: {
            instance: null,
            deploymentExternalId: null,
            runExternalId: null,
            gateRequestId: null,
          },
        },
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Roll back to 5.21.3' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent(
      'roll payments-api in production eu back from 5.21.4 to 5.21.3',
    );
    const confirm = within(dialog).getByRole('button', { name: 'Roll back' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByLabelText('Reason'), 'errors');
    await user.click(confirm);
    await waitFor(() =>
      expect(backend.of('rollBackDeployment')).toMatchObject([
        { params: { externalId: 'd1' }, body: { reason: 'errors' } },
      ]),
    );
  });

  it('offers no rollback to those who may not, and says why it cannot', async () => {
    const page = renderDeployments(at, {
      getDeployment: {
        body: sampleDeploymentPage({
          may: { rollBack: { allowed: false, reason: null, to: null } },
        }),
      },
    });
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
    page.unmount();
    renderDeployments(at, {
      getDeployment: {
        body: sampleDeploymentPage({
          may: {
            rollBack: { allowed: false, reason: 'No target fits.', to: null },
          },
        }),
      },
    });
    expect(await screen.findByText('No target fits.')).toBeVisible();
  });

  it('says why numbers are missing', async () => {
    renderDeployments(at, {
      getDeployment: {
        body: sampleDeploymentPage({
          rolloutSteps: [],
          history: [],
          previous: null,
          commits: {
            items: [],
            count: { commits: null, reason: 'no_pushes' },
            compareUrl: null,
            medianLeadTimeSeconds: null,
          },
        }),
      },
    });
    expect(
      await screen.findByText(/No push of this repository has arrived/),
    ).toBeVisible();
    expect(screen.getByText('No history was kept of it.')).toBeVisible();
    expect(
      screen.getByText('nothing is known to have run there'),
    ).toBeVisible();
    expect(screen.getByText('No gate held it.')).toBeVisible();
    expect(screen.queryByRole('table', { name: 'Rollout steps' })).toBeNull();
  });

  it('keeps hostile text as text and follows no link but http', async () => {
    const evil = '<script>alert(1)</script>';
    const script = ['javascript', 'alert(1)'].join(':');
    const { container } = renderDeployments(at, {
      getDeployment: {
        body: sampleDeploymentPage({
          deployment: sampleDeployment('d1', {
            label: evil,
            reason: evil,
            failure: 'unknown',
            url: script,
          }),
          links: [{ label: evil, url: script }],
        }),
      },
    });
    await screen.findByRole('heading', {
      level: 1,
      name: new RegExp('<script>'),
    });
    expect(container.querySelector('script')).toBeNull();
    expect(container.innerHTML).not.toContain('href="javascript');
  });

  it('says when there is no such deployment', async () => {
    renderDeployments(at, {
      getDeployment: { status: 404, message: 'No such deployment is known.' },
    });
    expect(await screen.findByText('There is no such thing')).toBeVisible();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderDeployments(at);
    await screen.findByRole('table', { name: 'Rollout steps' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
