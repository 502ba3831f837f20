import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { styled } from '@mui/material/styles';
import { Link, useMatch } from 'react-router-dom';
import { Icon, NavCount, token } from '@quarterdeck/plugin-portal-react';
import { SidebarEntry } from './placeItems';
import { railOnly } from './sidebarStyles';

const Item = styled(Link)({
  position: 'relative',
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  height: 30,
  flex: 'none',
  padding: '0 8px',
  marginBottom: 1,
  borderRadius: 6,
  color: token('nav.text'),
  textDecoration: 'none',
  whiteSpace: 'nowrap',
  '&:hover': { background: token('nav.hover') },
  '&[aria-current="page"]': {
    background: token('nav.active'),
    color: token('nav.textActive'),
    fontWeight: 600,
  },
  '& svg': { flex: 'none', width: 16, height: 16, fontSize: 16 },
  ...railOnly({ justifyContent: 'center', padding: 0, width: 40 }),
  // A thumb's size.
  '@media (max-width: 719px)': { height: 44, minWidth: 44, margin: 0 },
});
const Title = styled('span')({
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  // Stays for readers while only the icon shows.
  ...railOnly({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  }),
});
/** An icon of Backstage's own. */
const Foreign = styled('span')({ display: 'inline-flex' });
const Badge = styled('span')({
  marginLeft: 'auto',
  fontSize: 11,
  lineHeight: '16px',
  padding: '0 6px',
  borderRadius: 8,
  fontWeight: 600,
  background: token('nav.active'),
  color: token('nav.textActive'),
  '&[data-tone="failing"]': {
    background: 'var(--qd-nav-alarm)',
    color: token('nav.textActive'),
  },
  ...railOnly({
    position: 'absolute',
    right: 1,
    top: 0,
    margin: 0,
    padding: '0 4px',
    fontSize: 10,
    lineHeight: '13px',
  }),
});

function Count({ source }: { source: NavCount }) {
  const count = source.useCount();
  if (!count || count.value <= 0) return null;
  return (
    <>
      {' '}
      <Badge data-tone={count.tone}>
        {count.value > 99 ? '99+' : count.value}
      </Badge>
    </>
  );
}

/** One page in the sidebar, with what of it needs this person now. */
export function SidebarItem(props: {
  entry: SidebarEntry;
  count: NavCount | undefined;
}) {
  const { entry, count } = props;
  const here = useMatch(
    entry.href === '/' ? '/' : { path: entry.href, end: false },
  );
  // A tooltip would only repeat a title that stands there.
  const rail = useMediaQuery('(max-width: 1279px)');
  return (
    <Tooltip
      title={rail ? entry.title : ''}
      describeChild
      placement="right"
      enterDelay={600}
    >
      <Item to={entry.href} aria-current={here ? 'page' : undefined}>
        {typeof entry.icon === 'string' ? (
          <Icon name={entry.icon} />
        ) : (
          <Foreign aria-hidden>{entry.icon}</Foreign>
        )}
        <Title>{entry.title}</Title>
        {count && <Count source={count} />}
      </Item>
    </Tooltip>
  );
}
