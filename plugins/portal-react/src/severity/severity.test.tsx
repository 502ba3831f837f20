import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { axe } from 'jest-axe';
import { SeverityBar } from './SeverityBar';
import { SeverityChip } from './SeverityChip';
import { severityNames } from './severityWords';

const counts = {
  critical: 1,
  high: 21,
  medium: 1088,
  low: 0,
  info: 9,
  unknown: 3,
};
const show = (element: JSX.Element) =>
  render(
    <MemoryRouter
      future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
    >
      {element}
    </MemoryRouter>,
  );

describe('SeverityBar', () => {
  it('says every level that occurs, worst first, unknown on its own', () => {
    show(<SeverityBar counts={counts} />);
    expect(
      screen.getByRole('img', {
        name: 'By severity: 1 critical, 21 high, 1,088 medium, 9 info, 3 unknown',
      }),
    ).toBeVisible();
  });

  it('makes each part a link to its list', () => {
    show(
      <SeverityBar counts={counts} href={name => `/security?sev=${name}`} />,
    );
    expect(screen.getAllByRole('link').map(one => one.textContent)).toEqual(
      Array(5).fill(''),
    );
    expect(screen.getByRole('link', { name: '1 critical' })).toHaveAttribute(
      'href',
      '/security?sev=critical',
    );
  });

  it('shows none as none, not as an empty place', () => {
    show(
      <SeverityBar
        counts={{
          critical: 0,
          high: 0,
          medium: 0,
          low: 0,
          info: 0,
          unknown: 0,
        }}
      />,
    );
    expect(
      screen.getByRole('img', { name: 'By severity: none' }),
    ).toBeVisible();
  });

  it('has no accessibility fault, with and without the list', async () => {
    const { container } = show(
      <>
        <SeverityBar counts={counts} href={name => `?sev=${name}`} />
        <SeverityBar counts={counts} list href={name => `?sev=${name}`} />
        {severityNames.map(name => (
          <SeverityChip key={name} severity={name} />
        ))}
      </>,
    );
    expect((await axe(container)).violations).toEqual([]);
  });
});
