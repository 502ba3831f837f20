import { defineContract } from '@quarterdeck/plugin-portal-common';

/** Test results, coverage, flaky tests and CI health. */
export const testRoutes = defineContract({});
