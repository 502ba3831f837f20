import { groupPeople } from './groupPeople';

const person = (displayName: string, ...teams: string[]) => ({
  userEntityRef: `user:default/${displayName}`,
  displayName,
  teams,
});

describe('groupPeople', () => {
  it('puts people under their first team by name, the teamless last', () => {
    expect(
      groupPeople([
        person('wim'),
        person('noor', 'search-team'),
        person('bo', 'payments', 'search'),
        person('ada', 'payments'),
      ]).map(group => [group.team, group.people.map(p => p.displayName)]),
    ).toEqual([
      ['Payments', ['ada', 'bo']],
      ['Search team', ['noor']],
      ['No team', ['wim']],
    ]);
  });
});
