import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import { redRunAnswer } from '../__testUtils__/samplePipelines';

expect.extend(toHaveNoViolations);

const { run } = redRunAnswer();
const at = `/pipelines/runs/${run.instance}/${run.externalId}/${run.attempt}`;

describe('Stages of a run', () => {
  it('shows all seven, and why a job stands where it does', async () => {
    renderPipelines({ at });
    const strip = await screen.findByRole('list', { name: 'Stages' });
    expect(within(strip).getAllByRole('button')).toHaveLength(7);
    await userEvent.click(
      within(strip).getByRole('button', { name: /^Test, Failed/ }),
    );
    const drawer = await screen.findByRole('dialog', { name: 'Stage Test' });
    expect(
      within(drawer).getByText(/name matches \/lint\/ → Test; rule 4/),
    ).toBeVisible();
    expect(within(drawer).getByText('lint <b>all</b>')).toBeVisible();
  });
});

describe('Tests of a run', () => {
  it('lists failed ones first, with marks and coverage against before', async () => {
    renderPipelines({ at: `${at}?tab=tests` });
    const table = await screen.findByRole('table', {
      name: 'Tests of the run',
    });
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Failed');
    expect(first).toHaveTextContent('flaky');
    expect(first).toHaveTextContent('adds <script>alert(1)</script>');
    expect(await screen.findByText('81 %')).toBeVisible();
    expect(screen.getByText('1.8 pp')).toBeVisible();
    expect(screen.getByText('src/cart/total.ts')).toBeVisible();
  });

  it('opens the message of a test as text', async () => {
    renderPipelines({ at: `${at}?tab=tests` });
    await userEvent.click(await screen.findByText(/^adds <script>/));
    const drawer = await screen.findByRole('dialog');
    expect(
      within(drawer).getByText('Received <img src=x onerror=alert(1)>'),
    ).toBeVisible();
    expect(within(drawer).queryByRole('img', { name: 'x' })).toBeNull();
  });

  it('says how to send a report when none came', async () => {
    renderPipelines({
      at: `${at}?tab=tests`,
      answers: {
        runTests: {
          body: {
            nextCursor: null,
            reports: [],
            counts: {
              tests: 0,
              passed: 0,
              failed: 0,
              skipped: 0,
              flaky: 0,
              seconds: null,
            },
            cases: [],
            meta: redRunAnswer().meta,
          },
        },
      },
    });
    expect(
      await screen.findByText('No test report came for this run'),
    ).toBeVisible();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderPipelines({ at: `${at}?tab=tests` });
    await screen.findByRole('table', { name: 'Least covered files' });
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('Run failed jobs again', () => {
  it('asks once more, asks the provider, and says so', async () => {
    const { backend } = renderPipelines({ at });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run failed jobs again' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('go into the audit record');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Run failed jobs again' }),
    );
    await screen.findByText('Asked the provider to run the failed jobs again.');
    expect(backend.of('rerunFailedJobs')[0].params).toMatchObject({
      externalId: run.externalId,
    });
  });

  it('is off, with the reason, for who may not', async () => {
    renderPipelines({
      at,
      denied: ['pipelines.run.rerun'],
      answers: {
        getRun: {
          body: {
            ...redRunAnswer(),
            // What was decided about another service is remembered.
            run: { ...run, entityRef: 'component:default/cart' },
          },
        },
      },
    });
    expect(
      await screen.findByText('It takes the permission pipelines.run.rerun.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Run failed jobs again' }),
    ).toBeDisabled();
  });
});
