import { Knowledge } from '@quarterdeck/plugin-security-common';

/**
 * Whether no scan of anything in scope ever came in. `knowledge.state` names the
 * worst of several entities, so it does not say that.
 */
export const nothingScanned = ({
  entities,
  neverScanned,
}: Knowledge): boolean => entities > 0 && neverScanned === entities;
