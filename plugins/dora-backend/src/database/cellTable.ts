import {
  deploymentKindSchema,
  leadTimeStages,
  qualityKinds,
} from '@quarterdeck/plugin-dora-common';
import { AllCells } from './countCells';

/** A table that counts samples per service and UTC day. */
export interface CellTable {
  name: string;
  /** The column of the key beside service and day; `names`: what stands in it for a part's place. */
  part: {
    column: string;
    type: 'text' | 'smallint';
    names: readonly string[];
  } | null;
  counts: readonly string[];
}

/** How the cells of samples are kept. */
export const cellTable: Record<keyof AllCells, CellTable> = {
  release: {
    name: 'release_day',
    part: { column: 'kind', type: 'text', names: deploymentKindSchema.options },
    counts: [
      'releases',
      'succeeded',
      'met',
      'failed',
      'auto_aborted',
      'affected',
      'rework',
    ],
  },
  lead: {
    name: 'lead_day',
    part: { column: 'bucket', type: 'smallint', names: [] },
    counts: ['n'],
  },
  stage: {
    name: 'stage_day',
    part: null,
    counts: [
      'n',
      'ms',
      'clamped',
      ...leadTimeStages.flatMap(stage => [`${stage}_ms`, `${stage}_n`]),
    ],
  },
  quality: {
    name: 'quality_day',
    part: { column: 'kind', type: 'text', names: qualityKinds },
    counts: ['n'],
  },
};

/** Sums of milliseconds outgrow what counts never do. */
export const countType = (name: string) =>
  name === 'ms' || name.endsWith('_ms') ? 'bigint' : 'int';
