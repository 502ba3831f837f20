import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';

const Frame = styled('div')({
  background: token('surface.sunken'),
  border: `1px solid ${token('border.subtle')}`,
  borderRadius: 6,
  padding: '8px 0',
  overflow: 'auto',
  maxHeight: 480,
  fontFamily: 'var(--qd-font-mono)',
  fontSize: 12,
  lineHeight: '20px',
  '& div': { display: 'flex', gap: 12, padding: '0 12px', whiteSpace: 'pre' },
  '& div[data-hit="true"]': {
    background: token('state.error.soft'),
    boxShadow: `inset 3px 0 0 ${token('state.error.fill')}`,
  },
  '& i': {
    fontStyle: 'normal',
    flex: 'none',
    minWidth: 32,
    textAlign: 'right',
    color: token('text.muted'),
    userSelect: 'none',
  },
});

/** Lines of code or a log. Line numbers are not copied. Text is never interpreted. */
export function CodeFrame(props: {
  label: string;
  text: string;
  /** Number of the first line. */
  from?: number;
  highlight?: readonly number[];
  lineNumbers?: boolean;
}) {
  const { label, text, from = 1, highlight = [], lineNumbers = true } = props;
  return (
    // Scrolls, so keyboards have to reach it.
    <Frame role="region" aria-label={label} tabIndex={0}>
      {text.split('\n').map((line, index) => (
        <div key={index} data-hit={highlight.includes(from + index)}>
          {lineNumbers && <i aria-hidden>{from + index}</i>}
          <span>{line || ' '}</span>
        </div>
      ))}
    </Frame>
  );
}
