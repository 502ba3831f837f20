import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';

/** Small muted text: ages, counts, notes. */
export const Muted = styled('span')({
  color: token('text.muted'),
  fontSize: 12,
  lineHeight: '16px',
});

/** Code, hashes, versions. */
export const Mono = styled('span')({
  fontFamily: 'var(--qd-font-mono)',
  fontSize: 12,
});

/** A label in grey: an attempt, a tag. */
export const Tag = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  height: 20,
  padding: '0 6px',
  borderRadius: 4,
  background: token('surface.sunken'),
  color: token('text.secondary'),
  fontSize: 12,
  lineHeight: '16px',
  whiteSpace: 'nowrap',
  maxWidth: '100%',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  '&[data-outlined="true"]': {
    background: 'none',
    border: `1px solid ${token('border.base')}`,
  },
});

/** Things beside each other with the small gap. */
export const Row = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  maxWidth: '100%',
});

/** One line that ends in an ellipsis; give the full text as `title`. */
export const Ellipsis = styled('span')({
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  minWidth: 0,
});

/** Only for readers. */
export const HiddenText = styled('span')({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
});
