import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { token } from '@quarterdeck/plugin-portal-react';

const Box = styled('div')({
  display: 'block',
  minWidth: 0,
  lineHeight: '18px',
  '& > *': {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > :last-child': {
    fontSize: 12,
    lineHeight: '16px',
    color: token('text.muted'),
  },
});

/** A row of two lines: what it is, and where. */
export function TwoLines(props: {
  first: ReactNode;
  second: ReactNode;
  title?: string;
}) {
  return (
    <Box title={props.title}>
      <span>{props.first}</span>
      <span>{props.second}</span>
    </Box>
  );
}
