import { severityWords } from '@quarterdeck/plugin-portal-react';
import {
  settableStates,
  severities,
  TriageAction,
} from '@quarterdeck/plugin-security-common';
import { counted, stateWords } from '../components/findingWords';
import { AcceptDialog } from './AcceptDialog';
import { AssignDialog } from './AssignDialog';
import { ChoiceDialog } from './ChoiceDialog';
import { TriageTarget, TriageVerb } from './triageTarget';

const reasoned = ['false_positive', 'out_of_scope'];

/** The dialog of a verb; many findings are shown before they are changed. */
export function TriageDialog(props: {
  verb: TriageVerb;
  target: TriageTarget;
  busy?: boolean;
  error?: string;
  onAct: (action: TriageAction) => void;
  onClose: () => void;
}) {
  const { verb, target, busy, error, onAct, onClose } = props;
  const what = target.one?.title ?? counted(target.count, 'finding');
  const many = !target.one;
  const next = many ? 'Preview' : undefined;
  const common = { busy, error, onClose };
  const consequence = (
    <p style={{ margin: 0 }}>
      {what}
      {many && '. You see what changes before it is saved.'}
    </p>
  );
  if (verb === 'assign') {
    return (
      <AssignDialog
        {...common}
        title="Assign"
        consequence={consequence}
        initial={target.one?.assignee}
        onSave={assignee => onAct({ action: 'assign', assignee })}
      />
    );
  }
  if (verb === 'accept') {
    return (
      <AcceptDialog
        {...common}
        title="Accept the risk"
        consequence={
          <>
            {consequence}
            <p style={{ margin: '8px 0 0' }}>
              It leaves the open list and its due date is paused. Gates let it
              pass until the end, then it opens again by itself.
            </p>
          </>
        }
        onSave={input => onAct({ action: 'accept_risk', ...input })}
      />
    );
  }
  if (verb === 'severity') {
    return (
      <ChoiceDialog
        {...common}
        title="Override the severity"
        verb={next ?? 'Override'}
        consequence={
          <>
            {consequence}
            <p style={{ margin: '8px 0 0' }}>
              It survives the next scans; the due date follows it.
            </p>
          </>
        }
        initial={target.one?.severity ?? 'medium'}
        choices={[
          ...severities.map(value => ({
            value,
            label: severityWords[value],
            needsReason: true,
          })),
          {
            value: 'scan' as const,
            label: 'What scans say',
            needsReason: true,
          },
        ]}
        onSave={(value, reason = '') =>
          onAct({
            action: 'override_severity',
            severity: value === 'scan' ? null : value,
            reason,
          })
        }
      />
    );
  }
  const now = settableStates.find(state => state === target.one?.state);
  return (
    <ChoiceDialog
      {...common}
      title="Set the state"
      verb={next ?? 'Set state'}
      consequence={consequence}
      initial={verb === 'false_positive' ? 'false_positive' : now ?? 'triaged'}
      choices={settableStates.map(value => ({
        value,
        label: stateWords[value].word,
        needsReason: reasoned.includes(value),
      }))}
      onSave={(state, reason) => onAct({ action: 'set_state', state, reason })}
    />
  );
}
