import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import { parseEntityRef } from '@backstage/catalog-model';
import { Icon } from '../icons/Icon';
import { IconName } from '../icons/iconPaths';
import { StateIcon } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Chip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  minWidth: 0,
  maxWidth: '100%',
  whiteSpace: 'nowrap',
  '& svg': { color: token('text.muted') },
  '& a, & > span': {
    color: token('text.primary'),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    textDecoration: 'none',
  },
  '& a:hover': { textDecoration: 'underline' },
});

const icons: Record<string, IconName> = {
  component: 'box',
  api: 'link',
  resource: 'db',
  system: 'grid',
  domain: 'catalog',
  group: 'team',
  user: 'user',
};

/** In a narrow column the host would be all that is left of the name. */
const withoutHost = (subject: string) =>
  subject.slice(subject.indexOf('/') + 1) || subject;

/** An entity by kind and name, leading to its page; unclaimed when there is none. */
export function EntityChip(props: {
  entityRef: string | null;
  /** Shown in the tooltip when unclaimed: the provider's name for it. */
  subject?: string;
}) {
  const { entityRef, subject } = props;
  if (!entityRef) {
    return (
      <Chip title={subject && `Unclaimed: ${subject}`}>
        <StateIcon state="unknown" size={14} />
        <span>{subject ? withoutHost(subject) : 'Unclaimed'}</span>
      </Chip>
    );
  }
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const lower = kind.toLocaleLowerCase('en-US');
  return (
    <Chip title={entityRef}>
      <Icon name={icons[lower] ?? 'box'} size={14} />
      <Link to={`/catalog/${namespace}/${lower}/${name}`}>{name}</Link>
    </Chip>
  );
}
