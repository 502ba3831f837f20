import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';

const Disc = styled('span')({
  borderRadius: '50%',
  fontWeight: 600,
  textAlign: 'center',
  background: token('state.neutral.soft'),
  color: token('state.neutral.text'),
  flex: 'none',
  display: 'inline-block',
  overflow: 'hidden',
});

/** Two letters of a name or login. */
export const initials = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters =
    words.length > 1
      ? `${words[0][0]}${words[words.length - 1][0]}`
      : name.slice(0, 2);
  return letters.toLocaleUpperCase('en-US');
};

/** A person as two letters; decoration beside the name. */
export function Avatar(props: { name: string; large?: boolean }) {
  const size = props.large ? 28 : 20;
  return (
    <Disc
      aria-hidden
      style={{
        width: size,
        height: size,
        lineHeight: `${size}px`,
        fontSize: props.large ? 11 : 10,
      }}
    >
      {initials(props.name)}
    </Disc>
  );
}
