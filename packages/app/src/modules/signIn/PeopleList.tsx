import { styled } from '@mui/material/styles';
import { useId } from 'react';
import { Avatar, token } from '@quarterdeck/plugin-portal-react';
import { DemoPerson } from './demoAccess';
import { groupPeople } from './groupPeople';

const Team = styled('section')({
  borderTop: `1px solid ${token('border.subtle')}`,
  padding: '12px 8px',
  '& h2': {
    margin: '0 8px 4px',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    color: token('text.secondary'),
  },
});
const People = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
});
const Person = styled('button')({
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  minHeight: 44,
  padding: '4px 8px',
  border: 0,
  borderRadius: 6,
  background: 'none',
  font: 'inherit',
  fontSize: 13,
  color: token('text.primary'),
  textAlign: 'left',
  cursor: 'pointer',
  '&:hover': { background: token('surface.hover') },
  '& small': {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: token('text.muted'),
  },
});

/** The people one can be, by team. */
export function PeopleList(props: {
  people: readonly DemoPerson[];
  onChoose: (userEntityRef: string) => void;
}) {
  const id = useId();
  return (
    <>
      {groupPeople(props.people).map(({ team, people }) => (
        <Team key={team} aria-labelledby={`${id}${team}`}>
          <h2 id={`${id}${team}`}>{team}</h2>
          <People>
            {people.map(person => (
              <Person
                key={person.userEntityRef}
                type="button"
                onClick={() => props.onChoose(person.userEntityRef)}
              >
                <Avatar name={person.displayName} large />
                <span>
                  {person.displayName}
                  {person.title && <small>{person.title}</small>}
                </span>
              </Person>
            ))}
          </People>
        </Team>
      ))}
    </>
  );
}
