import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import {
  Icon,
  Logo,
  NavCount,
  token,
  tokens,
  useHotkey,
} from '@quarterdeck/plugin-portal-react';
import { SidebarGroup } from './placeItems';
import { SidebarItem } from './SidebarItem';
import { railOnly } from './sidebarStyles';

const Bar = styled('nav')({
  gridArea: 'nav',
  width: tokens.layout.sidebar,
  background: token('nav.bg'),
  color: token('nav.text'),
  padding: '0 8px 12px',
  display: 'flex',
  flexDirection: 'column',
  fontSize: 13,
  lineHeight: '20px',
  overflow: 'hidden auto',
  '&[data-folded="true"]': { width: tokens.layout.sidebarRail },
  '@media (max-width: 1279px)': { width: tokens.layout.sidebarRail },
  [`@media (max-width: ${tokens.breakpoint.tablet - 1}px)`]: {
    '&, &[data-folded="true"]': { width: 'auto' },
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'space-around',
    padding: '0 8px',
    overflow: 'auto hidden',
  },
  '& :focus-visible': { outlineColor: token('nav.brass'), outlineOffset: -2 },
});
const Brand = styled(Link)({
  height: tokens.layout.header,
  flex: 'none',
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  padding: '0 8px',
  color: token('nav.textActive'),
  fontWeight: 600,
  fontSize: 15,
  letterSpacing: '-0.1px',
  textDecoration: 'none',
  ...railOnly({ padding: 0, justifyContent: 'center' }),
  [`@media (max-width: ${tokens.breakpoint.tablet - 1}px)`]: {
    display: 'none',
  },
});
const Name = styled('span')(railOnly({ display: 'none' }));
const Group = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  flex: 'none',
  '&[data-foot="true"]': {
    marginTop: 'auto',
    borderTop: `1px solid ${token('nav.active')}`,
    paddingTop: 8,
  },
  [`@media (max-width: ${tokens.breakpoint.tablet - 1}px)`]: {
    flexDirection: 'row',
    '&[data-foot="true"]': { margin: 0, border: 0, padding: 0 },
  },
});
const Label = styled('button')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  border: 0,
  background: 'none',
  font: 'inherit',
  color: token('nav.label'),
  fontSize: 11,
  lineHeight: '16px',
  fontWeight: 600,
  padding: '12px 8px 4px',
  cursor: 'pointer',
  '& svg': { opacity: 0 },
  '&:hover svg, &:focus-visible svg, &[aria-expanded="false"] svg': {
    opacity: 1,
  },
  ...railOnly({ display: 'none' }),
});
const Line = styled('div')({
  display: 'none',
  margin: 8,
  borderTop: `1px solid ${token('nav.active')}`,
  ...railOnly({ display: 'block' }),
  [`@media (max-width: ${tokens.breakpoint.tablet - 1}px)`]: {
    display: 'none',
  },
});

/** The pages of the portal. Under 1280 a rail of icons, on phones a bar at the foot. */
export function Sidebar(props: {
  groups: readonly SidebarGroup[];
  counts: readonly NavCount[];
  folded: boolean;
  toggle: () => void;
  foldedGroups: readonly string[];
  toggleGroup: (label: string) => void;
}) {
  const { groups, counts, folded, toggle, foldedGroups, toggleGroup } = props;
  useHotkey('[', toggle);
  return (
    <Bar aria-label="Main" data-folded={folded} data-sidebar>
      <Brand to="/" aria-label="Quarterdeck, home">
        <Logo />
        <Name>Quarterdeck</Name>
      </Brand>
      {groups.map(({ label, foot, entries }) => {
        const open = !label || !foldedGroups.includes(label);
        return (
          <Group key={label ?? String(foot)} data-foot={foot}>
            {label && <Line />}
            {label && (
              <Label
                type="button"
                aria-expanded={open}
                onClick={() => toggleGroup(label)}
              >
                {label}
                <Icon name={open ? 'chev' : 'chevr'} size={10} />
              </Label>
            )}
            {open &&
              entries.map(entry => (
                <SidebarItem
                  key={entry.page}
                  entry={entry}
                  count={counts.find(({ page }) => page === entry.page)}
                />
              ))}
          </Group>
        );
      })}
    </Bar>
  );
}
