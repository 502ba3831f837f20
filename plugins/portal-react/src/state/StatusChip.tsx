import { styled } from '@mui/material/styles';
import { StateIcon, StateName, stateToken } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Chip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  whiteSpace: 'nowrap',
  fontSize: 13,
  lineHeight: '20px',
  '&[data-variant="soft"]': {
    fontSize: 12,
    fontWeight: 600,
    height: 22,
    padding: '0 8px 0 6px',
    borderRadius: 4,
  },
});

/**
 * A state as icon and word. `plain` in tables, `soft` once per page head. The
 * provider's own word goes into `raw`, shown on hover.
 */
export function StatusChip(props: {
  state: StateName;
  word: string;
  variant?: 'plain' | 'soft';
  raw?: string;
}) {
  const { state, word, variant = 'plain', raw } = props;
  const base = stateToken(state);
  return (
    <Chip
      data-variant={variant}
      title={raw}
      style={{
        color: token(`state.${base}.text`),
        background:
          variant === 'soft' ? token(`state.${base}.soft`) : undefined,
      }}
    >
      <StateIcon state={state} size={variant === 'soft' ? 14 : 16} />
      {word}
    </Chip>
  );
}
