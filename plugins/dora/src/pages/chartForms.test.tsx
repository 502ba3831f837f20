import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderDora } from '../__testUtils__/renderDora';

/** Section 5 of `reference/delivery.md`: the form of each chart, and that its points lead to samples. */
describe('the form of each chart', () => {
  beforeEach(() => localStorage.clear());

  it.each([
    [
      'Deployments per week',
      ['Planned', 'Rollback', 'Redeploy'],
      'deployment_frequency',
    ],
    [
      'Lead time of each change',
      ['Median', 'to p90', 'One change'],
      'change_lead_time',
    ],
    [
      'Change fail rate',
      ['Rate', '95 % interval', 'Failed', 'Deployments'],
      'change_fail_rate',
    ],
    [
      'Recovery, one dot per failed deployment',
      ['Recovered', 'Median'],
      'failed_deployment_recovery_time',
    ],
    [
      'Rework deployments per week',
      ['Rollback', 'Hotfix', 'Roll-forward'],
      'deployment_rework_rate',
    ],
  ])('%s shows %j, and opens its samples', async (name, legend, metric) => {
    const { backend } = renderDora();
    const chart = await screen.findByRole('region', { name });
    await waitFor(() => {
      for (const words of legend) expect(chart).toHaveTextContent(words);
    });
    const [bucket] = (await within(chart).findAllByRole('button')).filter(
      button => /^Week of /.test(button.getAttribute('aria-label') ?? ''),
    );
    act(() => bucket.focus());
    await userEvent.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog');
    expect(
      await within(drawer).findByRole('list', { name: 'Samples' }),
    ).toBeVisible();
    const asked = backend.of('listSamples')[0].query;
    expect(asked.get('metric')).toBe(metric);
    expect(asked.get('from')).toMatch(/^2026-/);
  });

  it('of the stages is one bar whose parts add up to the lead time', async () => {
    renderDora();
    const card = await screen.findByRole('region', {
      name: 'Where lead time goes',
    });
    for (const stage of [
      'Coding',
      'Wait for review',
      'Review',
      'Wait for merge',
      'Gate wait',
      'Merge to production',
    ]) {
      expect(card).toHaveTextContent(stage);
    }
    expect(card).toHaveTextContent(/mean, adds up to/);
  });
});
