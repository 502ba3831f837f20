import {
  RelativeTime,
  Stale,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { Knowledge } from '@quarterdeck/plugin-security-common';
import { counted } from './findingWords';

/**
 * What the numbers leave out: entities whose scans are old, failed or never came.
 * Nothing is said when every scan is fresh.
 */
export function KnowledgeNotice({ knowledge }: { knowledge: Knowledge }) {
  const { entities, stale, incomplete, neverScanned, oldestScanAt } = knowledge;
  if (entities === 0 || stale + incomplete + neverScanned === 0) return null;
  const parts = [
    stale > 0 && `${counted(stale, 'service')} with old scans`,
    incomplete > 0 &&
      `${counted(incomplete, 'service')} whose newest scan failed or was cut`,
    neverScanned > 0 && `${counted(neverScanned, 'service')} never scanned`,
  ].filter(Boolean);
  return (
    <Stale>
      Of {counted(entities, 'service')}: {parts.join(', ')}. What they hide is
      not counted here.
      {stale > 0 && oldestScanAt && (
        <>
          {' '}
          The oldest scan is from <RelativeTime at={oldestScanAt} />.
        </>
      )}{' '}
      <TextLink to="/security/coverage">See the coverage</TextLink>
    </Stale>
  );
}
