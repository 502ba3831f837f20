import { styled } from '@mui/material/styles';
import { ReactNode, useId } from 'react';
import { token } from '../theme/tokens';

const Section = styled('section')({
  background: token('surface.base'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  minWidth: 0,
});
const Header = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  padding: '10px 16px 6px',
  minHeight: 40,
  '&[data-flush="true"]': {
    borderBottom: `1px solid ${token('border.subtle')}`,
    paddingBottom: 10,
  },
  '& h2': { fontSize: 14, lineHeight: '20px', fontWeight: 600, margin: 0 },
});
const Right = styled('div')({
  marginLeft: 'auto',
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  fontSize: 12,
  color: token('text.muted'),
});
const Body = styled('div')({ padding: '4px 16px 14px' });

/**
 * A bordered part of a page. `flush` draws a hairline under the title and
 * leaves the body without padding: for tables and lists.
 */
export function Card(props: {
  title?: string;
  icon?: ReactNode;
  right?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  const { title, icon, right, flush, children } = props;
  const id = useId();
  return (
    <Section aria-labelledby={title ? id : undefined}>
      {(title || right) && (
        <Header data-flush={flush}>
          {icon}
          {title && <h2 id={id}>{title}</h2>}
          {right && <Right>{right}</Right>}
        </Header>
      )}
      {flush ? children : <Body>{children}</Body>}
    </Section>
  );
}
