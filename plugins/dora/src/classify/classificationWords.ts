import { Classification } from '@quarterdeck/plugin-dora-common';

type Kind = Classification['as'];

/** Order in which they are offered. */
export const classificationKinds: readonly Kind[] = [
  'failed',
  'fixed_by',
  'not_failed',
  'not_production',
  'ignore',
];

/** What each one is called and does. */
export const classificationWords: Readonly<
  Record<Kind, { title: string; done: string; says: string }>
> = {
  failed: {
    title: 'Failed',
    done: 'Marked failed',
    says: 'Users needed a rollback or a fix. Counts in the change fail rate.',
  },
  fixed_by: {
    title: 'Failed, fixed by another deployment',
    done: 'Marked failed and fixed',
    says: 'As failed; recovery ends with that deployment, which counts as rework.',
  },
  not_failed: {
    title: 'Did not fail',
    done: 'Marked not failed',
    says: 'Takes back what a rule or an incident made of it.',
  },
  not_production: {
    title: 'Not production',
    done: 'Marked not production',
    says: 'A test or a rehearsal: in no number.',
  },
  ignore: {
    title: 'Ignore',
    done: 'Ignored',
    says: 'Sent by mistake, or twice: in no number.',
  },
};
