import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderPipelines } from '../__testUtils__/renderPipelines';
import { samplePolicy } from '../__testUtils__/gateAnswers';

expect.extend(toHaveNoViolations);

describe('Policies', () => {
  it('tells a mistake, a good policy and none apart', async () => {
    renderPipelines({ at: '/policies' });
    const table = await screen.findByRole('table', { name: 'Policies' });
    expect(table).toHaveTextContent('1 mistake, older one counts');
    expect(table).toHaveTextContent('No policy, gates shut');
  });

  it('shows mistakes beside the text, at their lines, and what counts', async () => {
    renderPipelines({ at: '/policies' });
    await userEvent.click(
      await screen.findByText('1 mistake, older one counts'),
    );
    const drawer = await screen.findByRole('dialog', {
      name: 'Policy of shop',
    });
    expect(await within(drawer).findByText('Line 3')).toBeVisible();
    expect(
      within(drawer).getByText(/Unrecognized key: "coverage_treshold"/),
    ).toBeVisible();
    const marked = within(drawer)
      .getByText('coverage_treshold: 80', { exact: false, selector: 'span' })
      .closest('[data-hit]');
    expect(marked).toHaveAttribute('data-hit', 'true');
    expect(
      within(drawer).getByText('at least 80 % of lines covered'),
    ).toBeVisible();
  });

  it('checks a text that is tried and goes to the line of a mistake', async () => {
    renderPipelines({
      at: '/policies?view=try',
      answers: {
        validatePolicy: seen => {
          const { text } = seen.body as { text: string };
          return {
            body: text.includes('nonsense')
              ? {
                  valid: false,
                  problems: [
                    {
                      path: 'nonsense',
                      message: 'is no key',
                      line: 2,
                      column: 1,
                    },
                  ],
                  policy: null,
                }
              : { valid: true, problems: [], policy: samplePolicy.policy },
          };
        },
      },
    });
    expect(await screen.findByText('No mistake')).toBeVisible();
    const area =
      screen.getByLabelText<HTMLTextAreaElement>('Text of the policy');
    fireEvent.change(area, { target: { value: 'version: 1\nnonsense: 2' } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Line 2' }),
    );
    expect(area).toHaveFocus();
    expect(area.selectionStart).toBe('version: 1\n'.length);
    expect(area).toHaveAttribute('aria-invalid', 'true');
  });

  it('explains every key of a stage', async () => {
    renderPipelines({ at: '/policies?view=keys' });
    const table = await screen.findByRole('table', { name: 'Keys of a stage' });
    for (const key of Object.keys(samplePolicy.policy.stages.test)) {
      expect(within(table).getByText(key)).toBeVisible();
    }
  });

  it.each(['/policies', '/policies?view=try', '/policies?view=keys'])(
    'has no accessibility fault at %s',
    async at => {
      const { container } = renderPipelines({ at });
      await screen.findAllByRole('table');
      expect(await axe(container)).toHaveNoViolations();
    },
  );

  it('has no accessibility fault on the page of one policy', async () => {
    const { container } = renderPipelines({
      at: '/policies/default/component/shop',
    });
    await screen.findByText('What is wrong');
    expect(await axe(container)).toHaveNoViolations();
  });
});
