import { styled } from '@mui/material/styles';
import { Fragment, ReactNode } from 'react';
import { token } from '../theme/tokens';

const List = styled('dl')({
  margin: 0,
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  gap: '6px 16px',
  fontSize: 13,
  lineHeight: '20px',
  '& dt': { color: token('text.muted'), margin: 0 },
  '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});

/** Name and value pairs. An absent value is left out by the caller, not shown empty. */
export function Facts(props: {
  items: ReadonlyArray<{ name: string; value: ReactNode }>;
}) {
  return (
    <List>
      {props.items.map(item => (
        <Fragment key={item.name}>
          <dt>{item.name}</dt>
          <dd>{item.value}</dd>
        </Fragment>
      ))}
    </List>
  );
}
