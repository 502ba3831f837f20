import { LeadTimeStage } from '@quarterdeck/plugin-dora-common';
import { token } from '@quarterdeck/plugin-portal-react';

/** Name and colour of each stage of a lead time; the same on the whole page. */
export const stageWords: Readonly<
  Record<LeadTimeStage, { title: string; says: string; colour: string }>
> = {
  code: {
    title: 'Coding',
    says: 'first commit until the change was opened',
    colour: token('chart.series.1'),
  },
  pickup: {
    title: 'Wait for review',
    says: 'opened until the first review',
    colour: token('chart.series.2'),
  },
  review: {
    title: 'Review',
    says: 'first review until approved',
    colour: token('chart.series.3'),
  },
  merge: {
    title: 'Wait for merge',
    says: 'approved until merged',
    colour: token('chart.series.6'),
  },
  gate_wait: {
    title: 'Gate wait',
    says: 'waiting at gates on the way to production',
    colour: token('chart.series.4'),
  },
  deploy: {
    title: 'Merge to production',
    says: 'merged until in production, gates left out',
    colour: token('chart.series.8'),
  },
};
