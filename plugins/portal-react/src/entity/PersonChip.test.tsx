import { render, screen } from '@testing-library/react';
import { KnownPeopleProvider } from './KnownPeople';
import { PersonChip } from './PersonChip';

const people = new Map([
  [
    'zofia-z',
    { entityRef: 'user:default/zofia', displayName: 'Zofia Zielinska' },
  ],
]);

describe('PersonChip', () => {
  it('takes the name of the catalog, whatever the case of the login', () => {
    render(
      <KnownPeopleProvider people={people}>
        <PersonChip person={{ login: 'Zofia-Z', kind: 'person' }} />
      </KnownPeopleProvider>,
    );
    expect(screen.getByText('Zofia Zielinska')).toBeVisible();
    expect(screen.getByTitle('Zofia Zielinska (Zofia-Z)')).toBeVisible();
  });

  it('shows the provider’s name, else the login, of whom the catalog does not know', () => {
    const { rerender } = render(
      <PersonChip
        person={{ login: 'sam', name: 'Sam Okafor', kind: 'person' }}
      />,
    );
    expect(screen.getByText('Sam Okafor')).toBeVisible();
    rerender(<PersonChip person={{ login: 'sam', kind: 'person' }} />);
    expect(screen.getByText('sam')).toBeVisible();
    rerender(<PersonChip person={null} />);
    expect(screen.getByText('–')).toBeVisible();
  });
});
