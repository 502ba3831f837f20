import { Icon } from '../icons/Icon';
import { Ellipsis, Row } from '../layout/text';
import { Avatar } from './Avatar';
import { useKnownPerson } from './KnownPeople';

/** Who did it, by the name of the catalog, else as the provider names them; a clock for schedules. */
export function PersonChip(props: {
  person: { login: string; name?: string; kind: string } | null;
}) {
  const { person } = props;
  const known = useKnownPerson(person?.login);
  if (!person) return <span>–</span>;
  const said = known?.displayName ?? person.name;
  const name = said ?? person.login;
  return (
    <Row title={said ? `${said} (${person.login})` : person.login}>
      {person.kind === 'schedule' ? (
        <Icon name="clock" size={16} />
      ) : (
        <Avatar name={name} />
      )}
      <Ellipsis>{name}</Ellipsis>
    </Row>
  );
}
