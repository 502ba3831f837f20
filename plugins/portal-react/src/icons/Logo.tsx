import { token } from '../theme/tokens';

/** The mark of Quarterdeck: three decks, the middle one brass. */
export function Logo(props: { size?: number }) {
  const { size = 22 } = props;
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden>
      <path d="M3 4h16v4.5H3z" fill={token('nav.textActive')} />
      <path d="M3 9.7h11.5v3.8H3z" fill={token('nav.brass')} />
      <path
        d="M3 14.7h7.5V18H3z"
        fill={token('nav.textActive')}
        opacity=".55"
      />
    </svg>
  );
}
