import { FindingKind } from '../words/findingWords';

/** Where a scan is made on the way to production, the earliest first. */
export const scanStages = [
  'pull request',
  'build',
  'registry',
  'runtime',
] as const;

/** @see scanStages */
export type ScanStage = (typeof scanStages)[number];

/** What a scan says of itself. */
export interface StagePlace {
  kind: FindingKind;
  category: string;
  /** '': none is named. */
  environment: string;
  /** Of the default branch, or without a branch. */
  onDefault: boolean;
  /** It names the commit that it is of. */
  hasCommit: boolean;
}

/**
 * In which stage a scan is made. One of an environment, or of what answers under an
 * address, looks at what runs; one of another branch than the default at what is not
 * merged yet; one of an image whose commit nobody names at what lies in a registry.
 */
export function scanStage(place: StagePlace): ScanStage {
  if (place.environment !== '' || place.kind === 'dast') return 'runtime';
  if (!place.onDefault) return 'pull request';
  const ofImage = place.kind === 'container' || place.category === 'container';
  return ofImage && !place.hasCommit ? 'registry' : 'build';
}

/** The earliest of several; null: there is none. */
export function earliestStage(stages: Iterable<ScanStage>): ScanStage | null {
  const all = new Set(stages);
  return scanStages.find(stage => all.has(stage)) ?? null;
}
