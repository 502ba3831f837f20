import { screen, within } from '@testing-library/react';
import { DoraAlert } from '@quarterdeck/plugin-dora-common';
import { renderDora } from '../__testUtils__/renderDora';
import { AlertsCard } from './AlertsCard';

const alert = (id: string, rest: Partial<DoraAlert>): DoraAlert => ({
  id,
  entityRef: `component:default/${id}`,
  metric: 'change_lead_time',
  at: '2026-09-07T00:00:00Z',
  table: '2023',
  fromBand: 'elite',
  toBand: 'high',
  direction: 'worse',
  notifiedAt: '2026-09-21T00:00:00Z',
  noticedAt: '2026-09-21T00:00:00Z',
  end: null,
  ...rest,
});

const ended = { noticedAt: '2026-10-12T00:00:00Z', toldAt: null };
const alerts = [
  alert('back', {
    end: {
      kind: 'recovered',
      at: '2026-09-28T00:00:00Z',
      until: '2026-10-05T00:00:00Z',
      band: 'elite',
      value: 18_000,
      n: 12,
      ...ended,
    },
  }),
  alert('never', {
    at: '2026-09-14T00:00:00Z',
    end: { kind: 'withdrawn', why: 'recomputed', ...ended },
  }),
  alert('out', { at: '2026-08-31T00:00:00Z' }),
];

describe('metrics that left their band', () => {
  it('stand with what is still out first, each with how it ended', async () => {
    renderDora({ element: <AlertsCard alerts={alerts} /> });
    const table = await screen.findByRole('table', {
      name: 'Metrics that left their band',
    });
    const [, out, never, back] = within(table).getAllByRole('row');
    expect(out).toHaveTextContent(/out.*elite → high.*Still out/);
    expect(never).toHaveTextContent(/Withdrawn.*by what came late/);
    expect(back).toHaveTextContent(/Back in elite.*28 Sept: 5 h, n 12/);
  });

  it('lead to the samples of the week they came back in', async () => {
    renderDora({ element: <AlertsCard alerts={alerts} /> });
    const link = await screen.findByRole('link', {
      name: '28 Sept: 5 h, n 12',
    });
    const href = new URL(link.getAttribute('href') ?? '', 'http://x');
    expect([...href.searchParams.entries()]).toEqual([
      ['scope', 'component:default/back'],
      ['samples', 'change_lead_time'],
      ['samples.from', '2026-09-28T00:00:00Z'],
      ['samples.to', '2026-10-05T00:00:00Z'],
    ]);
  });
});
