import { selectViews } from '../../database/savedViews';
import { AnswerOf } from '../findingQuestions';
import { Reader } from '../reader';
import { toView } from './viewer';

/** The caller's own views and those of their groups; a machine has none. */
export async function answerListViews(
  { knex }: Pick<Reader, 'knex'>,
  me: readonly string[],
): Promise<AnswerOf<'listSavedViews'>> {
  const rows = await selectViews(knex, me);
  return { items: rows.map(toView), owners: [...me] };
}
