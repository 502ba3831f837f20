import MuiDrawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { KeyboardEvent, ReactNode } from 'react';
import { Icon } from '../icons/Icon';
import { TextLink } from '../navigation/TextLink';
import { token } from '../theme/tokens';

const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '12px 16px',
  borderBottom: `1px solid ${token('border.subtle')}`,
  '& h2': {
    fontSize: 16,
    lineHeight: '24px',
    fontWeight: 600,
    margin: 0,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});
const Body = styled('div')({
  padding: 16,
  overflowY: 'auto',
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
});

/**
 * The detail of a list's row beside the list. Esc closes; ↑ ↓ walk when given.
 * Keep `?open=id` in the URL so that it can be sent.
 */
export function Drawer(props: {
  open: boolean;
  title: string;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
  /** The same thing as a page of its own. */
  href?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  const { open, title, onClose, onPrevious, onNext, href, wide, children } =
    props;
  return (
    <MuiDrawer
      anchor="right"
      open={open}
      onClose={onClose}
      PaperProps={{
        'aria-label': title,
        role: 'dialog',
        sx: {
          width: wide ? 720 : 480,
          maxWidth: '100vw',
          // It takes the focus for the keyboard's sake; it is not a control.
          '&:focus-visible': { outline: 'none' },
        },
        onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
          if (event.target instanceof HTMLInputElement) return;
          if (event.key === 'ArrowUp' && onPrevious) onPrevious();
          if (event.key === 'ArrowDown' && onNext) onNext();
        },
      }}
    >
      <Head>
        <h2>{title}</h2>
        <span style={{ marginLeft: 'auto' }} />
        {href && <TextLink to={href}>Open page</TextLink>}
        {onPrevious && (
          <IconButton size="small" aria-label="Previous" onClick={onPrevious}>
            <Icon name="chevu" />
          </IconButton>
        )}
        {onNext && (
          <IconButton size="small" aria-label="Next" onClick={onNext}>
            <Icon name="chev" />
          </IconButton>
        )}
        <IconButton size="small" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </IconButton>
      </Head>
      <Body>{children}</Body>
    </MuiDrawer>
  );
}
