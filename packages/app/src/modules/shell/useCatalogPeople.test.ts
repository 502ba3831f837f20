import { peopleByLogin } from './useCatalogPeople';

const user = (name: string, more: object = {}, displayName?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, ...more },
  spec: { profile: { displayName } },
});

describe('the people of the catalog', () => {
  it('are known by their logins at providers, and by their own names', () => {
    const people = peopleByLogin([
      user(
        'zofia.zielinska',
        { annotations: { 'github.com/user-login': 'ZofiaZ', other: 'x' } },
        'Zofia Zielinska',
      ),
    ]);
    const zofia = {
      entityRef: 'user:default/zofia.zielinska',
      displayName: 'Zofia Zielinska',
    };
    expect(Object.fromEntries(people)).toEqual({
      zofiaz: zofia,
      'zofia.zielinska': zofia,
    });
  });

  it('do not take each other’s logins: an annotation counts before a name', () => {
    const people = peopleByLogin([
      user('sam', {}, 'Sam Okafor'),
      user(
        's2',
        { annotations: { 'gitlab.com/user-login': 'sam' } },
        'Sam Ito',
      ),
    ]);
    expect(people.get('sam')?.displayName).toBe('Sam Ito');
  });
});
