import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';

/** Labels left, one shared time axis right. */
export const LaneGrid = styled('div')({
  position: 'relative',
  display: 'grid',
  gridTemplateColumns: 'minmax(120px, 200px) minmax(0, 1fr)',
  fontSize: 12,
  lineHeight: '16px',
  '@media (max-width: 719px)': {
    gridTemplateColumns: '104px minmax(0, 1fr)',
  },
});

/** The name of a lane, or of a group. */
export const LaneLabel = styled('div')({
  display: 'flex',
  alignItems: 'center',
  height: 24,
  minWidth: 0,
  padding: '0 8px 0 28px',
  color: token('text.secondary'),
  '&[data-head="true"]': {
    height: 28,
    paddingLeft: 16,
    fontSize: 13,
    color: token('text.primary'),
    borderTop: `1px solid ${token('border.subtle')}`,
  },
});

/** Where a lane's deployments lie. */
export const Track = styled('div')({
  position: 'relative',
  height: 24,
  marginRight: 16,
  borderLeft: `1px solid ${token('border.base')}`,
  cursor: 'crosshair',
  touchAction: 'pan-y',
  '&[data-head="true"]': {
    height: 28,
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& > hr': {
    position: 'absolute',
    top: 0,
    bottom: 0,
    margin: 0,
    border: 0,
    width: 1,
    background: token('chart.grid'),
  },
});

/** A deployment: as long as it took, at least a dot. */
export const Mark = styled('a')({
  position: 'absolute',
  top: 5,
  height: 14,
  minWidth: 14,
  transform: 'translateX(-7px)',
  borderRadius: 7,
  display: 'flex',
  alignItems: 'center',
  background: token('surface.base'),
  '&[data-long="true"]': {
    background: token('surface.sunken'),
    boxShadow: `inset 0 0 0 1px ${token('border.base')}`,
  },
  '&:hover': { zIndex: 2 },
  '&:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 1,
    zIndex: 2,
  },
  // A target as large as a finger of a mouse needs.
  '&::after': { content: '""', position: 'absolute', inset: -5 },
});

/** A time in which nothing may be deployed. */
export const FreezeBand = styled('div')({
  position: 'absolute',
  top: 0,
  bottom: 0,
  opacity: 0.55,
  backgroundImage: `repeating-linear-gradient(45deg, ${token(
    'state.hold.soft',
  )} 0 4px, ${token('state.hold.border')} 4px 5px)`,
  '&[data-word="true"]': {
    opacity: 1,
    top: 3,
    bottom: 3,
    borderRadius: 4,
    padding: '0 6px',
    lineHeight: '18px',
    color: token('state.hold.text'),
    background: token('state.hold.soft'),
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

/** What a drag has picked so far. */
export const DragBox = styled('div')({
  position: 'absolute',
  top: 0,
  bottom: 0,
  background: token('accent.soft'),
  border: `1px solid ${token('accent.base')}`,
  borderWidth: '0 1px',
  opacity: 0.6,
  pointerEvents: 'none',
});

/** Words of the axis. */
export const Axis = styled('div')({
  position: 'relative',
  height: 24,
  marginRight: 16,
  fontSize: 11,
  lineHeight: '24px',
  color: token('chart.axis'),
  overflow: 'hidden',
  '& span': { position: 'absolute', paddingLeft: 4, whiteSpace: 'nowrap' },
});
