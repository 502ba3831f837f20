import { FindingState, OpenState, openStates } from '../words/findingWords';

/** From each state, where a person may take a finding. */
export const allowedTransitions: Readonly<
  Record<FindingState, readonly FindingState[]>
> = {
  open: [
    'triaged',
    'in_progress',
    'risk_accepted',
    'false_positive',
    'out_of_scope',
    'fixed',
  ],
  triaged: [
    'open',
    'in_progress',
    'risk_accepted',
    'false_positive',
    'out_of_scope',
    'fixed',
  ],
  in_progress: [
    'open',
    'triaged',
    'risk_accepted',
    'false_positive',
    'out_of_scope',
    'fixed',
  ],
  risk_accepted: [
    'open',
    'triaged',
    'in_progress',
    'false_positive',
    'out_of_scope',
    'fixed',
  ],
  false_positive: ['open', 'triaged', 'out_of_scope'],
  out_of_scope: ['open', 'triaged', 'false_positive'],
  // A scan that has it opens it again; by hand it only goes back to the start.
  fixed: ['open'],
};

/** States that say why nothing is done: they need a reason. */
export const reasonedStates: readonly FindingState[] = [
  'risk_accepted',
  'false_positive',
  'out_of_scope',
];

/** Whether somebody still has to do something. */
export const isOpenState = (state: FindingState): state is OpenState =>
  openStates.some(open => open === state);

/** What becomes of a wish to change the state. */
export type StateChange =
  | { outcome: 'changed'; from: FindingState; to: FindingState }
  | { outcome: 'unchanged' }
  | { outcome: 'illegal'; message: string; path: string };

/** Whether a person may take a finding from one state to another. */
export function changeState(
  from: FindingState,
  to: FindingState,
  {
    reason = '',
    accepted = false,
  }: {
    reason?: string;
    /** An acceptance with owner, reason and end stands behind it. */
    accepted?: boolean;
  } = {},
): StateChange {
  if (from === to) return { outcome: 'unchanged' };
  if (!allowedTransitions[from].includes(to)) {
    return {
      outcome: 'illegal',
      message: `A finding that is ${from} cannot become ${to}; it can become ${allowedTransitions[
        from
      ].join(', ')}.`,
      path: '/state',
    };
  }
  if (to === 'risk_accepted' && !accepted) {
    return {
      outcome: 'illegal',
      message: 'Accepting a risk needs an owner, a reason and an end.',
      path: '/state',
    };
  }
  if (reasonedStates.includes(to) && to !== 'risk_accepted' && !reason.trim()) {
    return { outcome: 'illegal', message: 'Say why.', path: '/reason' };
  }
  return { outcome: 'changed', from, to };
}
