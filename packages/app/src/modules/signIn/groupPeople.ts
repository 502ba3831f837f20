import { DemoPerson } from './demoAccess';

/** `payments-team` as people write it: `Payments team`. */
const teamTitle = (name: string): string => {
  const words = name.replace(/-/g, ' ');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
};

/** People under their first team, teams and people by name; the teamless last. */
export function groupPeople(
  people: readonly DemoPerson[],
): Array<{ team: string; people: DemoPerson[] }> {
  const byTeam = new Map<string, DemoPerson[]>();
  for (const person of people) {
    const team = person.teams[0] ?? '';
    byTeam.set(team, [...(byTeam.get(team) ?? []), person]);
  }
  return [...byTeam]
    .sort(([a], [b]) => Number(!a) - Number(!b) || a.localeCompare(b))
    .map(([team, members]) => ({
      team: team ? teamTitle(team) : 'No team',
      people: members.sort((a, b) =>
        a.displayName.localeCompare(b.displayName),
      ),
    }));
}
