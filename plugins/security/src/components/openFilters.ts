/**
 * Filters of what is open: somebody still has to do something. The view "not fixed"
 * alone also lists what was accepted or judged away.
 */
export const openFilters = {
  view: 'not_fixed',
  state: 'open,triaged,in_progress',
  suppressed: 'false',
} as const;
