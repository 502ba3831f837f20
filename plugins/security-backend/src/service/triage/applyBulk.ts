import { InputError } from '@backstage/errors';
import { decodeCursor } from '@quarterdeck/plugin-portal-common';
import { bulkLimit, TriageAction } from '@quarterdeck/plugin-security-common';
import { DecideDeps } from '../decide';
import { AnswerOf } from '../findingQuestions';
import { checkAction } from './checkAction';
import { Decider, Selection } from './decider';
import { performAction } from './performAction';
import { planChange } from './planChange';
import { Previewed, textOf, tokenSchema } from './previewToken';

/** Many findings, as previewed. */
export async function applyBulk(
  deps: DecideDeps,
  body: { selection: Selection; action: TriageAction; token?: string },
  decider: Decider,
): Promise<AnswerOf<'applyBulk'>> {
  const { selection, action, token } = body;
  checkAction(deps.reader, action);
  let previewed: Previewed | undefined;
  if (token) {
    const [decision, position, text] = decodeCursor(token, tokenSchema);
    if (text !== textOf(selection, action)) {
      throw new InputError(
        '/token: it is of another selection or change. Preview this one.',
      );
    }
    previewed = { decision, position };
  }
  const planned = await planChange(
    deps.reader,
    selection,
    action,
    decider,
    previewed,
  );
  if (planned.overLimit) {
    throw new InputError(
      `/selection: more than ${bulkLimit.toLocaleString(
        'en-US',
      )} findings match. Narrow the filter.`,
    );
  }
  return {
    done: await performAction(
      deps,
      planned.change,
      planned.unchanged,
      action,
      decider,
    ),
    refused: planned.refused,
  };
}
