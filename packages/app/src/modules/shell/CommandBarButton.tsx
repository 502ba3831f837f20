import { styled } from '@mui/material/styles';
import { Icon, token } from '@quarterdeck/plugin-portal-react';

const Button = styled('button')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  width: 188,
  height: 28,
  padding: '0 10px',
  border: `1px solid ${token('border.base')}`,
  borderRadius: 6,
  background: token('surface.base'),
  color: token('text.muted'),
  font: 'inherit',
  fontSize: 12,
  cursor: 'pointer',
  '& span': {
    flex: 1,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  '& kbd': {
    font: 'inherit',
    fontSize: 11,
    lineHeight: '16px',
    border: `1px solid ${token('border.base')}`,
    borderRadius: 4,
    padding: '0 4px',
    background: token('surface.canvas'),
  },
  '@media (max-width: 1279px)': { width: 120 },
  '@media (max-width: 719px)': {
    width: 44,
    '& kbd': { display: 'none' },
    // Stays for readers.
    '& span': { position: 'absolute', clip: 'rect(0 0 0 0)' },
  },
});

const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Opens the command bar. */
export function CommandBarButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button type="button" onClick={onOpen}>
      <Icon name="search" size={14} />
      <span>Go to or search</span>
      <kbd aria-hidden>{onMac ? '⌘K' : 'Ctrl K'}</kbd>
    </Button>
  );
}
