import { InputError } from '@backstage/errors';
import { TriageAction } from '@quarterdeck/plugin-security-common';
import { Reader } from '../reader';

/** What is wrong with an action whatever it is done to. */
export function checkAction({ now }: Reader, action: TriageAction): void {
  if (
    action.action === 'set_state' &&
    (action.state === 'false_positive' || action.state === 'out_of_scope') &&
    !action.reason
  ) {
    throw new InputError(
      `/reason: say why it is ${action.state.replace(
        '_',
        ' ',
      )}; the next person will ask.`,
    );
  }
  if (action.action === 'accept_risk' && new Date(action.expiresAt) <= now()) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
}
