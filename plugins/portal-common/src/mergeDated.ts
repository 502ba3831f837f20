import { positionOrder, Report, withMissingFrom } from './report';

/**
 * Two reports of a thing whose states have no order of their own, a change that
 * is closed and opened again: the final state counts (a merge is never undone),
 * then the later observation, then the later position.
 */
export function mergeDatedFacts<Facts extends { observedAt: string }>(
  a: Report<Facts>,
  b: Report<Facts>,
  isFinal: (facts: Facts) => boolean = () => false,
): Report<Facts> {
  const order =
    Number(isFinal(a.facts)) - Number(isFinal(b.facts)) ||
    Date.parse(a.facts.observedAt) - Date.parse(b.facts.observedAt) ||
    positionOrder(a.position, b.position);
  const [first, second] = order >= 0 ? [a, b] : [b, a];
  return {
    position: first.position,
    facts: withMissingFrom(first.facts, second.facts),
  };
}
