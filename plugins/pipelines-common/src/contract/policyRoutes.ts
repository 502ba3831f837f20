import { defineContract } from '@quarterdeck/plugin-portal-common';

/** Stages, and the delivery policy that says what each needs. */
export const policyRoutes = defineContract({});
