import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../icons/Icon';
import { useHotkey } from '../navigation/useHotkey';
import { token } from '../theme/tokens';

const Box = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  height: 32,
  width: 264,
  border: `1px solid ${token('border.control')}`,
  borderRadius: 6,
  padding: '0 10px',
  color: token('text.muted'),
  background: token('surface.base'),
  '&:focus-within': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 1,
  },
  '& input': {
    flex: 1,
    minWidth: 0,
    border: 0,
    outline: 0,
    background: 'none',
    font: 'inherit',
    fontSize: 13,
    color: token('text.primary'),
  },
  '& input::placeholder': { color: token('text.muted'), opacity: 1 },
  '& kbd': {
    fontFamily: 'inherit',
    fontSize: 11,
    border: `1px solid ${token('border.base')}`,
    borderRadius: 4,
    padding: '0 4px',
    lineHeight: '16px',
  },
});

const waitMs = 250;

/** Text search of a list; `/` goes there. Sends after a pause in typing. */
export function SearchBox(props: {
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { placeholder, value, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  useHotkey('/', () => input.current?.focus());
  return (
    <Box>
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') setText('');
        }}
      />
      <kbd aria-hidden>/</kbd>
    </Box>
  );
}
