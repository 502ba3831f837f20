import { render, screen, within } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { MemoryRouter } from 'react-router-dom';
import { sampleRules, sampleVotes } from '../__testUtils__/sampleGates';
import { GateChecklist, GateChecklistProps } from './GateChecklist';

expect.extend(toHaveNoViolations);

const show = (props: Partial<GateChecklistProps> = {}) =>
  render(
    <MemoryRouter
      future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
    >
      <GateChecklist rules={sampleRules} votes={sampleVotes} {...props} />
    </MemoryRouter>,
  );

describe('GateChecklist', () => {
  it('keeps the order of the policy, and says the verdict in words', () => {
    show();
    const [, ...rows] = screen.getAllByRole('row');
    expect(
      rows.map(row => within(row).getAllByRole('cell')[0].textContent),
    ).toEqual([
      expect.stringContaining('Passed: Unit tests'),
      expect.stringContaining('Failed: Coverage'),
      expect.stringContaining('Not reported: Findings'),
      expect.stringContaining('Waiting: Approval'),
    ]);
    expect(rows[1]).toHaveTextContent('71.0 %');
    expect(rows[1]).toHaveTextContent('at least 80 %');
  });

  it('says who approved and for whom it waits', () => {
    show({
      approvals: [
        {
          stage: 'approve',
          groups: ['group:default/release-managers'],
          count: 2,
          given: 1,
          expiresAt: null,
        },
      ],
    });
    expect(screen.getByText(/Approved by mei/)).toBeVisible();
    expect(screen.getByText(/1 more of release-managers/)).toBeVisible();
  });

  it('leaves hostile text and links as text', () => {
    show({
      rules: [
        {
          ...sampleRules[0],
          title: '<img src=x onerror=alert(1)>',
          evidence: {
            label: 'look here',
            // A link somebody made up.
            url: ['javascript', 'alert(1)'].join(':'),
            at: null,
            position: null,
          },
        },
      ],
    });
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('has no accessibility fault, wide and in a rail', async () => {
    const wide = show();
    expect(await axe(wide.container)).toHaveNoViolations();
    wide.unmount();
    const rail = show({ compact: true });
    expect(await axe(rail.container)).toHaveNoViolations();
  });
});
