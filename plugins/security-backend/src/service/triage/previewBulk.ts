import { encodeCursor } from '@quarterdeck/plugin-portal-common';
import { TriageAction } from '@quarterdeck/plugin-security-common';
import { readPosition } from '../../database/readPosition';
import { newestDecision } from '../../database/triageRows';
import { DecideDeps } from '../decide';
import { toSummary } from '../findingAnswers';
import { AnswerOf } from '../findingQuestions';
import { toCounts } from '../severityCounts';
import { checkAction } from './checkAction';
import { Decider, Selection } from './decider';
import { planChange } from './planChange';
import { textOf } from './previewToken';

const shownSamples = 20;

/** What a change would do to many findings. */
export async function previewBulk(
  { reader }: DecideDeps,
  body: { selection: Selection; action: TriageAction },
  decider: Decider,
): Promise<AnswerOf<'previewBulk'>> {
  checkAction(reader, body.action);
  // Read before the findings: what happens meanwhile counts as changed since.
  const position = await readPosition(reader.knex);
  const newest = await newestDecision(reader.knex);
  const planned = await planChange(
    reader,
    body.selection,
    body.action,
    decider,
  );
  return {
    matched: planned.matched,
    willChange: planned.change.length,
    unchanged: planned.unchanged,
    bySeverity: toCounts(
      planned.change.map(({ severity }) => ({ severity, n: 1 })),
    ),
    entities: new Set(planned.change.map(row => row.entity_ref)).size,
    refused: planned.refused,
    samples: planned.change
      .slice(0, shownSamples)
      .map(row => toSummary(reader, row)),
    overLimit: planned.overLimit,
    token: encodeCursor([
      newest,
      position,
      textOf(body.selection, body.action),
    ]),
  };
}
