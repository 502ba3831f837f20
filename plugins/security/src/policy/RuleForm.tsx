import { styled } from '@mui/material/styles';
import { ReactNode, useId } from 'react';
import { token } from '@quarterdeck/plugin-portal-react';
import { GatePolicy } from '@quarterdeck/plugin-security-common';

/** Rules of a gate: what they are about left, the choice right. */
export const RuleForm = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  gap: '12px 16px',
  alignItems: 'start',
  padding: 16,
  fontSize: 13,
  '& > b': { fontWeight: 600, lineHeight: '32px' },
  '& .MuiCheckbox-root': { padding: 4 },
  '& .MuiFormControlLabel-root': { marginLeft: 0, marginRight: 8 },
  '& .MuiFormControlLabel-label': { fontSize: 13 },
  '@media (max-width: 719px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Choices side by side. */
export const Choices = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  minHeight: 32,
});

const Text = styled('p')({
  margin: '4px 0 0',
  fontSize: 12,
  lineHeight: '16px',
  color: token('state.error.text'),
});

/** What every part of the form gets: the policy, how to change it, what is wrong where. */
export interface RuleProps {
  policy: GatePolicy;
  change: (some: Partial<GatePolicy>) => void;
  /** By JSON pointer within the policy. */
  problem: (path: string) => string | undefined;
}

/** One rule: its name, its choice, what is wrong with it. */
export function Rule(props: {
  name: string;
  problem?: string;
  children: ReactNode;
}) {
  const { name, problem, children } = props;
  const id = useId();
  return (
    <>
      <b id={id}>{name}</b>
      <div role="group" aria-labelledby={id}>
        {children}
        {problem && <Text role="alert">{problem}</Text>}
      </div>
    </>
  );
}
