import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderSecurity } from '../__testUtils__/renderSecurity';

const lines = async (table: string) =>
  within(await screen.findByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1);

describe('VEX documents', () => {
  it('tells those in force from replaced ones, and opens the report of one', async () => {
    const { container } = renderSecurity({ at: '/sbom?view=vex' });
    const [first, second] = await lines('VEX documents');
    expect(first).toHaveTextContent('In force');
    expect(second).toHaveTextContent('Replaced');
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(first);
    await screen.findByRole('heading', { level: 1, name: 'VEX apply report' });
    expect(screen.getByLabelText('Address')).toHaveTextContent(
      '/sbom/vex/vex-1',
    );
  });

  it('says which formats are read when none came', async () => {
    renderSecurity({
      at: '/sbom?view=vex',
      answers: { listVexDocuments: { body: { items: [], nextCursor: null } } },
    });
    expect(await screen.findByText('No VEX document came in')).toBeVisible();
    expect(screen.getByText(/CycloneDX, OpenVEX and CSAF/)).toBeVisible();
  });

  it('offers the export of a service by its format', async () => {
    renderSecurity({ at: '/sbom?view=vex' });
    await lines('VEX documents');
    await userEvent.click(screen.getByRole('button', { name: 'Export VEX' }));
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      /accepted risk is never/i,
    );
  });
});

describe('the report of a VEX document', () => {
  it('answers every statement: applied, unmatched, rejected, and why', async () => {
    const { container, backend } = renderSecurity({ at: '/sbom/vex/vex-1' });
    const [applied, unmatched, rejected] = await lines('Statements');
    expect(applied).toHaveTextContent('Applied');
    expect(applied).toHaveTextContent('names the package by its URL');
    expect(within(applied).getByRole('link', { name: '2' })).toHaveAttribute(
      'href',
      // Two of them: the list of both, not one of them.
      expect.stringMatching(/^\/security\?view=all&vulnerability=CVE-/),
    );
    expect(unmatched).toHaveTextContent('no finding of this entity');
    expect(rejected).toHaveTextContent('needs a justification');
    // What the document itself says stands where nobody could read it.
    expect(rejected).toHaveTextContent('unaffected');
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('link', { name: 'Rejected' }));
    await waitFor(() =>
      expect(
        backend.of('getVexReport').at(-1)?.query.getAll('outcome'),
      ).toEqual(['rejected']),
    );
  });

  it('is not empty but failed when it cannot be read', async () => {
    renderSecurity({
      at: '/sbom/vex/vex-9',
      answers: { getVexReport: { status: 404, message: 'No such document' } },
    });
    expect(await screen.findByText('No such document')).toBeVisible();
  });
});

describe('an SBOM', () => {
  it('lists components with licence and open findings, and leads to the diff', async () => {
    const { container } = renderSecurity({ at: '/sbom/documents/sbom-2' });
    const [known, dark] = await lines('Components');
    expect(known).toHaveTextContent('qs-like');
    expect(known).toHaveTextContent('MIT');
    // Nothing is known of it, which is not "no licence".
    expect(dark).toHaveTextContent('–');
    expect(
      screen.getByRole('link', { name: /Compare with the one before/ }),
    ).toHaveAttribute('href', '/sbom/diff?from=sbom-1&to=sbom-2');
    expect((await axe(container)).violations).toEqual([]);
  });
});
