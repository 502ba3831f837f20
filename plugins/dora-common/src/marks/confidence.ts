import { MarkMethod } from '../types';

/** How sure a mark of a method is, in the order of trust (rule 9). */
export const markConfidence: Record<MarkMethod, number> = {
  human: 1,
  explicit_link: 0.95,
  rollback: 0.9,
  linked_revert: 0.8,
  rule: 0.6,
  time: 0.4,
};

/** Methods that name the culprit themselves; weaker ones give way to them. */
export const isNamed = (method: MarkMethod) =>
  method === 'human' || method === 'explicit_link';
