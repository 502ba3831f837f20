import { SECOND } from './clock';

const EPOCH = Date.UTC(2020, 0, 1);
const PER_SECOND = 64;

/**
 * Ids that grow with time, so that whatever is made later (the next history, the
 * live traffic) has higher ones and needs no memory of what was before.
 */
export function createIdSequence(): (at: number) => number {
  let last = 0;
  return at => {
    const due = Math.floor((at - EPOCH) / SECOND) * PER_SECOND;
    last = Math.max(last + 1, due);
    return last;
  };
}

const NUMBERS_FROM = Date.UTC(2026, 0, 1);
const DAY_MS = 24 * 3600 * SECOND;

/** The small number (of a run, of a pull request) a repository has reached by then. */
export function numberReached(at: number, perDay: number): number {
  return Math.max(1, Math.floor(((at - NUMBERS_FROM) / DAY_MS) * perDay));
}

/** Run numbers per day and workflow, above what the live traffic makes. */
export const RUN_NUMBERS_PER_DAY = 150;
/** Pull requests per day and repository, above what the live traffic makes. */
export const PULL_NUMBERS_PER_DAY = 96;
