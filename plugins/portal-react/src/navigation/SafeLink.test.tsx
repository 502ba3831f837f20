import { render, screen } from '@testing-library/react';
import { SafeLink } from './SafeLink';

describe('SafeLink', () => {
  it('follows http(s) only, in a new tab without a way back', () => {
    render(<SafeLink href="https://code.example/run/1">run</SafeLink>);
    const link = screen.getByRole('link', { name: 'run' });
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  it.each([
    // The very thing that has to be refused.
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,<b>x</b>',
    'java\nscript:alert(1)',
    '//evil.example',
    '',
    null,
  ])('keeps %j as plain text', href => {
    render(<SafeLink href={href}>text</SafeLink>);
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText('text')).toBeTruthy();
  });
});
