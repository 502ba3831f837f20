import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { StateIcon, StateName, stateToken } from '../icons/StateIcon';
import { HiddenText } from '../layout/text';
import { token } from '../theme/tokens';

const List = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: '10px 16px',
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  background: token('surface.base'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  fontSize: 14,
  lineHeight: '20px',
  '& li': {
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    minWidth: 0,
    whiteSpace: 'nowrap',
  },
  // The line to the next step takes what room there is.
  '& li:not(:last-of-type)': { flex: '1 1 auto' },
  '& li:not(:last-of-type)::after': {
    content: '""',
    flex: 1,
    minWidth: 16,
    height: 1,
    marginLeft: 6,
    background: token('border.base'),
  },
  '& small': { fontSize: 12, color: token('text.muted') },
  '@media (max-width: 719px)': {
    flexDirection: 'column',
    alignItems: 'stretch',
    '& li:not(:last-of-type)::after': { display: 'none' },
  },
});

/** A step on the way. */
export interface Step {
  key: string;
  label: string;
  state: StateName;
  /** The state in a word, for readers and where it is not the usual one. */
  word: string;
  /** A time, who, how many. */
  note?: ReactNode;
  title?: string;
}

/** The way something goes, in order, each step with its state. */
export function Stepper(props: { label: string; steps: readonly Step[] }) {
  return (
    <List aria-label={props.label}>
      {props.steps.map(step => {
        const bad = step.state === 'error';
        return (
          <li key={step.key} title={step.title}>
            <StateIcon state={step.state} />
            <span
              style={{
                fontWeight: bad ? 600 : undefined,
                color: bad
                  ? token(`state.${stateToken(step.state)}.text`)
                  : undefined,
              }}
            >
              {step.label}
            </span>
            <HiddenText>, {step.word}</HiddenText>
            {step.note && <small>{step.note}</small>}
          </li>
        );
      })}
    </List>
  );
}
