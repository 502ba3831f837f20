import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { BenchmarksAnswer } from '../api/answerTypes';
import { FakeAnswers } from '../__testUtils__/fakeDoraBackend';
import { renderDora } from '../__testUtils__/renderDora';
import { useDoraView } from '../view/useDoraView';
import { BenchmarkPicker } from './BenchmarkPicker';

expect.extend(toHaveNoViolations);
beforeEach(() => localStorage.clear());

const known: BenchmarksAnswer = {
  chosen: 'quick',
  industry: 'all',
  tables: [],
  industries: [],
  set: null,
  inherited: { benchmark: 'quick', industry: 'all', thresholds: null },
  canSet: true,
};
const done = {
  scopeRef: null,
  benchmark: 'own' as const,
  industry: 'all',
  thresholds: null,
  by: 'user:default/mei',
  at: '2026-09-29T12:00:00.000Z',
};

/** The picker alone: the rest of the page has tests of its own. */
function Picker() {
  return <BenchmarkPicker view={useDoraView()} />;
}

async function open(answers: FakeAnswers = {}) {
  const page = renderDora({
    at: '/dora?scope=group:default/payments&benchmark=2021',
    element: <Picker />,
    answers: {
      benchmarks: { body: known },
      setBenchmark: { body: done },
      resetBenchmark: { body: { reset: true } },
      ...answers,
    },
  });
  await userEvent.click(
    await screen.findByRole('combobox', { name: 'Benchmark' }),
  );
  return page;
}

async function openDialog(answers?: FakeAnswers) {
  const page = await open(answers);
  await userEvent.click(
    await screen.findByRole('option', { name: 'Set scale and thresholds…' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'What payments team is held against',
  });
  return { ...page, dialog: within(dialog), element: dialog };
}

async function chooseScale(dialog: ReturnType<typeof within>, name: string) {
  await userEvent.click(dialog.getByRole('combobox', { name: 'Scale' }));
  await userEvent.click(await screen.findByRole('option', { name }));
}

describe('what a scope is held against', () => {
  it('is set with thresholds of one’s own, seen before they are saved', async () => {
    const { dialog, element, backend } = await openDialog();
    await chooseScale(dialog, 'Own thresholds');
    const good = dialog.getByRole('textbox', {
      name: 'Change lead time: good up to',
    });
    const save = dialog.getByRole('button', { name: 'Set for everybody' });
    expect(save).toBeDisabled();
    await userEvent.click(dialog.getByRole('button', { name: 'DORA 2023' }));
    const table = dialog.getByRole('table', { name: 'Own thresholds' });
    // 19 h 40 min are below a day.
    expect(table).toHaveTextContent(/19 h 40 min ?good/);
    await userEvent.clear(good);
    await userEvent.type(good, '0,5');
    expect(table).toHaveTextContent(/19 h 40 min ?fair/);
    expect(await axe(element)).toHaveNoViolations();
    await userEvent.type(dialog.getByLabelText('Reason'), 'what we promised');
    await userEvent.click(save);
    expect(await screen.findByText('Set for everybody.')).toBeVisible();
    expect(backend.of('setBenchmark')[0].body).toMatchObject({
      scope: 'group:default/payments',
      benchmark: 'own',
      reason: 'what we promised',
      thresholds: {
        change_lead_time: { good: 43_200, fair: 604_800 },
        change_fail_rate: { good: 0.05, fair: 0.1 },
      },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('names the number that is wrong beside it, and is not sent', async () => {
    const { dialog } = await openDialog();
    await chooseScale(dialog, 'Own thresholds');
    await userEvent.click(dialog.getByRole('button', { name: 'DORA 2023' }));
    const fair = dialog.getByRole('textbox', {
      name: 'Change fail rate: fair up to',
    });
    await userEvent.clear(fair);
    await userEvent.type(fair, '3');
    expect(fair).toHaveAccessibleDescription('has to be more than "good"');
    expect(fair).toBeInvalid();
    expect(
      dialog.getByRole('button', { name: 'Set for everybody' }),
    ).toBeDisabled();
  });

  it('shows the bands of a table before it is chosen', async () => {
    const { dialog, backend } = await openDialog();
    expect(dialog.getByText(/score from 0 to 10/)).toBeVisible();
    await chooseScale(dialog, 'Elite marks');
    expect(
      dialog.getByRole('table', { name: 'Bands of Elite marks of the guide' }),
    ).toHaveTextContent('elite from 1 per day · below the mark');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Set for everybody' }),
    );
    expect(await screen.findByText('Set for everybody.')).toBeVisible();
    expect(backend.of('setBenchmark')[0].body).toEqual({
      scope: 'group:default/payments',
      benchmark: 'guide',
    });
  });

  it('goes back to what held before, and says who set it', async () => {
    const { dialog, backend } = await openDialog({
      benchmarks: {
        body: {
          ...known,
          chosen: 'own',
          set: {
            ...done,
            scopeRef: 'group:default/payments',
            thresholds: { change_lead_time: { good: 7200 } },
          },
          inherited: { ...known.inherited, benchmark: '2023' },
        },
      },
    });
    expect(
      dialog.getByRole('textbox', { name: 'Change lead time: good up to' }),
    ).toHaveValue('2');
    expect(dialog.getByText(/Set by/)).toHaveTextContent('mei');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Back to DORA 2023' }),
    );
    expect(await screen.findByText('Back to what held before.')).toBeVisible();
    expect(backend.of('resetBenchmark')[0].query.get('scope')).toBe(
      'group:default/payments',
    );
  });

  it('shows in the dialog why it could not be set', async () => {
    const { dialog } = await openDialog({
      setBenchmark: {
        status: 403,
        message: 'You may set what your groups own.',
      },
    });
    await userEvent.click(
      dialog.getByRole('button', { name: 'Set for everybody' }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Could not set it: You may set what your groups own.',
    );
  });

  it('is off without the permission, and says which', async () => {
    await open({ benchmarks: { body: { ...known, canSet: false } } });
    expect(
      await screen.findByRole('option', {
        name: 'Setting it takes dora.benchmark.manage',
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });
});
