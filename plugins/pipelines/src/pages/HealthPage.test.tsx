import { screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderPipelines } from '../__testUtils__/renderPipelines';

expect.extend(toHaveNoViolations);

describe('CI health', () => {
  it('names what is slowest and how it moved', async () => {
    renderPipelines({ at: '/pipelines/health' });
    const table = await screen.findByRole('table', { name: 'Slowest jobs' });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('integration');
    expect(row).toHaveTextContent('15m 00s');
    expect(row).toHaveTextContent('3m 20s');
  });

  it('says that today is not over', async () => {
    renderPipelines({ at: '/pipelines/health' });
    expect(
      await screen.findByText(/^Hatched: the day is not over/),
    ).toBeVisible();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderPipelines({ at: '/pipelines/health' });
    await screen.findByRole('table', { name: 'Slowest jobs' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
