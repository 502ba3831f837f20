import { Icon } from '../icons/Icon';
import { Ellipsis, Row } from '../layout/text';
import { Avatar } from './Avatar';

/** Who did it, as the provider names them; a clock for schedules. */
export function PersonChip(props: {
  person: { login: string; name?: string; kind: string } | null;
}) {
  const { person } = props;
  if (!person) return <span>–</span>;
  const name = person.name ?? person.login;
  return (
    <Row
      title={person.name ? `${person.name} (${person.login})` : person.login}
    >
      {person.kind === 'schedule' ? (
        <Icon name="clock" size={16} />
      ) : (
        <Avatar name={name} />
      )}
      <Ellipsis>{name}</Ellipsis>
    </Row>
  );
}
