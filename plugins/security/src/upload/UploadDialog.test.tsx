import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderSecurity } from '../__testUtils__/renderSecurity';

const report = new File(['{"version":"2.1.0"}'], 'scan result.sarif');

const preview = {
  outcome: 'accepted',
  check: 'As the source "people"',
  format: 'sarif',
  bytes: 19,
  records: 3,
  summary: { 'severity.high': 2, 'severity.unknown': 1 },
  rejectedCount: 1,
  rejected: [{ path: '/runs/0/results/3', message: 'has no rule' }],
};

async function openWith(
  options: Pick<
    NonNullable<Parameters<typeof renderSecurity>[0]>,
    'doors' | 'denied'
  >,
) {
  const page = renderSecurity({ at: '/security', ...options });
  await userEvent.click(screen.getByRole('button', { name: 'Upload report' }));
  await screen.findByRole('dialog', { name: 'Upload a report' });
  fireEvent.change(screen.getByLabelText('File of the report'), {
    target: { files: [report] },
  });
  await userEvent.type(
    screen.getByRole('combobox', { name: /Service it is about/ }),
    'component:default/shop',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Look into it' }));
  return page;
}

describe('uploading a report', () => {
  it('shows what is in it first, then sends it', async () => {
    const { container } = await openWith({
      doors: {
        '/v1/preview/reports': { status: 200, body: preview },
        '/v1/reports': { status: 202, body: { receipt: 'r-1' } },
      },
    });
    const found = await screen.findByRole('region', {
      name: 'What is in the file',
    });
    expect(found).toHaveTextContent('Would be taken, not whole');
    expect(found).toHaveTextContent('High2');
    expect(found).toHaveTextContent('Unknown1');
    expect(found).toHaveTextContent('/runs/0/results/3 has no rule');
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Upload' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Taken in');
  });

  it('gives the line of a pipeline to people the door takes nothing from', async () => {
    await openWith({
      doors: { '/v1/preview/reports': { status: 200, body: preview } },
      denied: ['ingest.report.write'],
    });
    const line = await screen.findByRole('region', {
      name: 'Send it from a shell or a pipeline',
    });
    expect(line).toHaveTextContent('entity=component%3Adefault%2Fshop');
    expect(line).toHaveTextContent("@'scan result.sarif'");
    expect(screen.queryByRole('button', { name: 'Upload' })).toBeNull();
  });

  it('says in words why a file is turned away', async () => {
    await openWith({
      doors: {
        '/v1/preview/reports': {
          status: 200,
          body: {
            outcome: 'rejected',
            check: 'x',
            reason: 'No reader knows this format.',
            reasonPath: '/',
          },
        },
      },
    });
    expect(await screen.findByText('Would be rejected')).toBeVisible();
    expect(screen.getByText('No reader knows this format.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Upload' })).toBeNull();
  });
});
