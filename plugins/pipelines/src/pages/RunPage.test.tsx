import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { FakeAnswers } from '../__testUtils__/fakePipelinesBackend';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import {
  ago,
  measured,
  redRunAnswer,
  sampleJob,
  sampleRun,
  sampleRunAnswer,
  sampleSinceGreen,
} from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

const open = (answers: FakeAnswers = {}, search = '') =>
  renderPipelines({
    at: `/pipelines/runs/github.com/48211/1${search}`,
    answers,
  });
const jobs = () => screen.findByRole('region', { name: 'Jobs' });

describe('a red run', () => {
  it('says job, step and words of the failure before the timeline', async () => {
    open();
    const failure = await screen.findByRole('region', {
      name: 'Failed in integration, step “run tests”',
    });
    expect(failure).toHaveTextContent('TimeoutError: ledger-db not ready');
    expect(failure).toHaveTextContent('failed 2 times in 14 days');
    expect(
      within(failure).getByRole('link', { name: 'The provider keeps the log' }),
    ).toHaveAttribute(
      'href',
      'https://github.com/acme/payments-api/job/integration',
    );
    expect(
      failure.compareDocumentPosition(await jobs()) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
  });

  it('opens the failed job with its failed step, and others by a click', async () => {
    open();
    const card = await jobs();
    const failed = within(card).getByRole('region', {
      name: 'Job integration',
    });
    expect(failed).toHaveTextContent('2run testsFailed');
    await userEvent.click(
      within(card).getByRole('button', { name: /^compile, Passed/ }),
    );
    expect(
      await within(card).findByRole('region', { name: 'Job compile' }),
    ).toHaveTextContent('reported no steps');
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      'job=job-compile',
    );
  });

  it('says in words what was not reached', async () => {
    open();
    expect(
      within(await jobs()).getByRole('button', { name: /deploy, not reached/ }),
    ).toBeVisible();
  });

  it('lists the commits since the last green run, the likely one marked', async () => {
    open();
    expect(await screen.findByText(/2 commits since/)).toBeVisible();
    expect(screen.getByText('likely')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Compare' })).toBeVisible();
  });

  it('admits when the commits seen do not reach back', async () => {
    open({
      sinceGreen: { body: { ...sampleSinceGreen, complete: false } },
    });
    expect(
      await screen.findByText(/At least 2 since: the pushes seen here/),
    ).toBeVisible();
  });

  it('says that no green run is known', async () => {
    open({
      sinceGreen: {
        body: { green: null, commits: [], complete: false, compareUrl: null },
      },
    });
    expect(
      await screen.findByText(/No green run of this pipeline/),
    ).toBeVisible();
  });
});

describe('a green run', () => {
  it('starts with the timeline', async () => {
    open({ getRun: { body: sampleRunAnswer() } });
    await jobs();
    expect(screen.queryByText(/^Failed in/)).toBeNull();
  });

  it('compares with the usual only when there is enough of it', async () => {
    open({
      getRun: {
        body: sampleRunAnswer({ medianRunSeconds: measured(392, 3) }),
      },
    });
    expect(await screen.findByText('too few to compare (3)')).toBeVisible();
  });

  it('shows gates and how long they waited', async () => {
    open({
      getRun: {
        body: sampleRunAnswer({
          gates: [
            {
              instance: 'github.com',
              externalId: 'g1',
              project: 'acme/payments-api',
              entityRef: null,
              kind: 'approval',
              state: 'approved',
              environment: 'production',
              runExternalId: '48211',
              runAttempt: 1,
              askedAt: ago(126),
              decidedAt: ago(122),
              decidedBy: { login: 'mtanaka', kind: 'person' },
              comment: null,
              waitSeconds: 240,
              url: null,
            },
          ],
          gateWaitSeconds: 240,
        }),
      },
    });
    const table = await screen.findByRole('table', { name: 'Gates' });
    expect(table).toHaveTextContent('Approvedproduction4m 00s');
    expect(
      within(await jobs()).getByRole('button', {
        name: /Gate: production, Approved/,
      }),
    ).toBeVisible();
  });
});

describe('attempts', () => {
  const first = sampleRun('48211', 'failed', { isLatestAttempt: false });
  const second = sampleRun('48211', 'flaky', { attempt: 2 });
  const answers: FakeAnswers = {
    getRun: {
      body: sampleRunAnswer({ run: second, attempts: [first, second] }),
    },
    listJobs: {
      body: {
        items: [
          sampleJob('compile'),
          sampleJob('integration', 'failed'),
          sampleJob('integration', 'passed', { runAttempt: 2 }),
          sampleJob('compile', 'failed', { instance: 'another host' }),
        ],
        nextCursor: null,
      },
    },
  };

  it('stand side by side, job by job', async () => {
    open(answers, '?tab=attempts');
    const table = await screen.findByRole('table', { name: 'Jobs by attempt' });
    const [, compile, integration] = within(table).getAllByRole('row');
    expect(compile).toHaveTextContent('compilePassed4m 00snot run again');
    expect(integration).toHaveTextContent('Failed4m 00sPassed4m 00s');
    expect(
      within(screen.getByRole('table', { name: 'Attempts' })).getAllByRole(
        'row',
      ),
    ).toHaveLength(3);
  });

  it('are chosen in the head and have a page each', async () => {
    open(answers);
    await userEvent.click(
      await screen.findByRole('combobox', { name: 'Attempt' }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Attempt 1: Failed' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Address')).toHaveTextContent(
        '/pipelines/runs/github.com/48211/1',
      ),
    );
  });
});

describe('the page', () => {
  it('keeps hostile text text and dead links dead', async () => {
    const hostile = '<svg onload="hit()">';
    // eslint-disable-next-line no-script-url
    const script = 'javascript:alert(1)';
    const run = sampleRun('48211', 'failed', { title: hostile, url: script });
    const { container } = open({
      getRun: {
        body: redRunAnswer({
          run,
          attempts: [run],
          jobs: [sampleJob(hostile, 'failed', { url: script })],
          failure: {
            jobExternalId: `job-${hostile}`,
            job: hostile,
            step: hostile,
            message: hostile,
            sameFailures: 1,
          },
        }),
      },
      sinceGreen: { body: { ...sampleSinceGreen, compareUrl: script } },
    });
    expect(
      await screen.findByRole('heading', { level: 1, name: hostile }),
    ).toBeVisible();
    await screen.findByText(/2 commits since/);
    expect(container.querySelector('svg[onload]')).toBeNull();
    const targets = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(targets.filter(href => href?.startsWith('javascript'))).toEqual([]);
  });

  it('says that there is no such run', async () => {
    open({
      getRun: {
        status: 404,
        name: 'NotFoundError',
        message: 'No run 48211 of github.com.',
      },
    });
    expect(await screen.findByText('There is no such thing')).toBeVisible();
  });

  it('has no accessibility fault', async () => {
    const { container } = open();
    await screen.findByText(/2 commits since/);
    expect(await axe(container)).toHaveNoViolations();
  });
});
