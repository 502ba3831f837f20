import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { TriageAction } from '@quarterdeck/plugin-security-common';
import { DecideDeps } from '../decide';
import { checkAction } from './checkAction';
import { Decider, Done } from './decider';
import { performAction } from './performAction';
import { planChange } from './planChange';

/** One finding. */
export async function actOn(
  deps: DecideDeps,
  id: string,
  action: TriageAction,
  decider: Decider,
): Promise<Done> {
  checkAction(deps.reader, action);
  const planned = await planChange(deps.reader, { ids: [id] }, action, decider);
  const [refused] = planned.refused;
  if (refused?.why === 'illegal') throw new InputError(refused.message);
  if (refused && !planned.matched) {
    throw new NotFoundError('There is no such finding, or you may not see it.');
  }
  if (refused) throw new NotAllowedError('You may not change this finding.');
  return performAction(
    deps,
    planned.change,
    planned.unchanged,
    action,
    decider,
  );
}
