import { formatExact, token } from '@quarterdeck/plugin-portal-react';
import { FindingSummary } from '@quarterdeck/plugin-security-common';

const daySeconds = 86_400;

const colours: Partial<Record<FindingSummary['sla']['state'], string>> = {
  breached: 'state.error.text',
  due_soon: 'state.warn.text',
};

/** `2 d over`, `5 h left`, `paused`, `in time`: how it stands against its due date. */
export function dueWords({ state, remainingSeconds }: FindingSummary['sla']) {
  if (state === 'paused') return 'paused';
  if (state === 'met') return 'in time';
  if (state === 'missed') return 'too late';
  if (remainingSeconds === null || state === 'none') return 'none';
  const size = Math.abs(remainingSeconds);
  const text =
    size < daySeconds
      ? `${Math.max(1, Math.floor(size / 3600))} h`
      : `${Math.floor(size / daySeconds)} d`;
  return remainingSeconds < 0 ? `${text} over` : `${text} left`;
}

/** The due date of a finding; the exact one on hover. */
export function DueText({ sla }: { sla: FindingSummary['sla'] }) {
  const colour = colours[sla.state];
  return (
    <span
      title={
        sla.dueAt ? `Due ${formatExact(new Date(sla.dueAt))}` : 'No due date'
      }
      style={{
        color: token(colour ?? 'text.secondary'),
        fontWeight: colour ? 600 : 400,
      }}
    >
      {dueWords(sla)}
    </span>
  );
}
