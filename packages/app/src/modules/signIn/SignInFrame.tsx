import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { Logo, token } from '@quarterdeck/plugin-portal-react';

const Ground = styled('div')({
  minHeight: '100vh',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  padding: '64px 16px',
  background: token('surface.canvas'),
  color: token('text.primary'),
});
const Brand = styled('header')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  padding: '8px 14px',
  borderRadius: 8,
  background: token('nav.bg'),
  color: token('nav.textActive'),
  fontSize: 15,
  fontWeight: 600,
});
const Sheet = styled('main')({
  width: '100%',
  maxWidth: 720,
  marginTop: 24,
  background: token('surface.base'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  '& h1': { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  '& [role="alert"]': { margin: 0, padding: '0 16px 12px' },
});
const Head = styled('div')({
  padding: 16,
  '& p': { margin: '4px 0 0', color: token('text.secondary') },
});

// Signing in takes a moment only: words would but flash at every reload.
const Patience = styled('p')({
  color: token('text.secondary'),
  animation: 'qd-patience 0s 1.5s both',
  '@keyframes qd-patience': {
    from: { visibility: 'hidden' },
    to: { visibility: 'visible' },
  },
});

/** While a person who was here before is signed in again: no sheet that asks. */
export const SignInWaiting = () => (
  <Ground aria-busy="true">
    <Patience role="status">Signing you in …</Patience>
  </Ground>
);

/** The sheet before somebody is there. */
export function SignInFrame(props: {
  organization?: string;
  /** There is somebody to choose, or there may be. */
  people: boolean;
  children: ReactNode;
}) {
  return (
    <Ground>
      <Brand>
        <Logo />
        Quarterdeck
      </Brand>
      <Sheet>
        {props.people && (
          <Head>
            <h1>Who are you today?</h1>
            <p>
              {props.organization
                ? `${props.organization} is a demo organisation: choose a person, no password needed.`
                : 'Choose a person.'}
            </p>
          </Head>
        )}
        {props.children}
      </Sheet>
    </Ground>
  );
}
