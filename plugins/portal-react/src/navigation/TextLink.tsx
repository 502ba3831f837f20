import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import { token } from '../theme/tokens';

/** A link inside the portal. */
export const TextLink = styled(Link)({
  color: token('text.link'),
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
});
