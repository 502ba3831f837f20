import {
  bulkSelectionSchema,
  findingFilterSchema,
  FindingSummary,
  TriageAction,
} from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { ListFilter } from '../api/answerTypes';

/** What a person wants to do. */
export type TriageVerb =
  | 'state'
  | 'assign'
  | 'accept'
  | 'false_positive'
  | 'severity';

/** What it is about: some findings, or all that match. */
export interface TriageTarget {
  count: number;
  /** The one finding, when it is one: its state now is offered first. */
  one?: Pick<
    FindingSummary,
    'id' | 'title' | 'state' | 'severity' | 'assignee'
  >;
  selection: z.input<typeof bulkSelectionSchema>;
}

/** Some findings by id. */
export function targetOf(findings: readonly FindingSummary[]): TriageTarget {
  return {
    count: findings.length,
    one: findings.length === 1 ? findings[0] : undefined,
    selection: { ids: findings.map(({ id }) => id) },
  };
}

/** All that match the filter. */
export const targetOfAll = (
  filter: ListFilter,
  count: number,
): TriageTarget => ({
  count,
  selection: { filter: findingFilterSchema.parse(filter) },
});

/** In the words of a toast: `set to Confirmed`. */
export function actionWords(
  action: TriageAction,
  stateWord: (state: string) => string,
): string {
  switch (action.action) {
    case 'set_state':
      return `set to ${stateWord(action.state).toLowerCase()}`;
    case 'assign':
      return action.assignee
        ? `assigned to ${action.assignee.slice(
            action.assignee.lastIndexOf('/') + 1,
          )}`
        : 'assigned to nobody';
    case 'comment':
      return 'commented';
    case 'override_severity':
      return action.severity
        ? `set to severity ${action.severity}`
        : 'back to the severity of scans';
    default:
      return 'accepted as risk';
  }
}
