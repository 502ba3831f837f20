import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { Mono, Muted, token } from '@quarterdeck/plugin-portal-react';
import { GatePolicy } from '@quarterdeck/plugin-security-common';
import { policyFromYaml, policyToYaml } from './policyYaml';

const List = styled('ul')({
  display: 'grid',
  gap: 4,
  margin: '8px 0 0',
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  color: token('state.error.text'),
});

/**
 * A policy as text. What can be read goes into the form at once; what cannot stays
 * here with its reasons, and the form keeps what could be read last.
 */
export function PolicyYaml(props: {
  policy: GatePolicy;
  onChange: (policy: GatePolicy) => void;
  /** Whether the text is one that can be read. */
  onReadable: (readable: boolean) => void;
}) {
  const { policy, onChange, onReadable } = props;
  const [text, setText] = useState(() => policyToYaml(policy));
  const read = policyFromYaml(text);
  return (
    <div style={{ padding: 16 }}>
      <TextField
        fullWidth
        multiline
        minRows={16}
        maxRows={40}
        value={text}
        error={!read.ok}
        inputProps={{
          'aria-label': 'The policy as YAML',
          spellCheck: false,
          style: {
            fontFamily: 'var(--qd-font-mono)',
            fontSize: 12,
            lineHeight: '20px',
          },
        }}
        onChange={({ target }) => {
          setText(target.value);
          const next = policyFromYaml(target.value);
          onReadable(next.ok);
          if (next.ok) onChange(next.policy);
        }}
      />
      <div aria-live="polite">
        {read.ok ? (
          <Muted>What is left out counts as its default.</Muted>
        ) : (
          <List aria-label="What cannot be read">
            {read.problems.map(({ at, message }) => (
              <li key={`${at} ${message}`}>
                <Mono>{at}</Mono>: {message}
              </li>
            ))}
          </List>
        )}
      </div>
    </div>
  );
}
