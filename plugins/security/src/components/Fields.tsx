import { styled } from '@mui/material/styles';

/** The fields of a dialog, one below the other. */
export const Fields = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  paddingTop: 8,
});

/** Parts of a page that stand in somebody else's padding. */
export const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minWidth: 0,
  fontVariantNumeric: 'tabular-nums',
});
