import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { CodeFrame } from './CodeFrame';

/** Text to paste into a file or a shell, with a button that copies it. */
export function CopyableCode(props: { label: string; text: string }) {
  const { label, text } = props;
  const [state, setState] = useState<'copied' | 'failed'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      // No clipboard without https or permission; the text can be selected.
      setState('failed');
    }
  };
  const words = { copied: 'Copied', failed: 'Select and copy it by hand' };
  return (
    <Box component="section" sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box
          component="h3"
          sx={{ m: 0, fontSize: 12, lineHeight: '16px', fontWeight: 600 }}
        >
          {label}
        </Box>
        <Button
          size="small"
          sx={{ ml: 'auto' }}
          aria-label={`Copy: ${label}`}
          onClick={copy}
        >
          <span aria-live="polite">{state ? words[state] : 'Copy'}</span>
        </Button>
      </Box>
      <CodeFrame label={label} text={text.trimEnd()} lineNumbers={false} />
    </Box>
  );
}
