import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { token } from '../theme/tokens';

const Anchor = styled('a')({
  color: token('text.link'),
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
});

/** Whether a link from a payload may be followed: http and https only. */
export function isSafeHref(href: string | null | undefined): href is string {
  if (!href) return false;
  try {
    const { protocol } = new URL(href);
    return protocol === 'https:' || protocol === 'http:';
  } catch {
    return false;
  }
}

/** A link from a payload. What is not http(s) stays plain text. */
export function SafeLink(props: {
  href: string | null | undefined;
  children: ReactNode;
}) {
  const { href, children } = props;
  if (!isSafeHref(href)) return <span>{children}</span>;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </Anchor>
  );
}
