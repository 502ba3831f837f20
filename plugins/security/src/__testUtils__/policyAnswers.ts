import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import { gatePolicySchema } from '@quarterdeck/plugin-security-common';
import { ago } from './sampleFindings';
import { SeenRequest } from '@quarterdeck/plugin-portal-react/testUtils';

/** A policy for everything, version 3. */
export const samplePolicy = (
  some: Partial<StoredPolicy> = {},
): StoredPolicy => ({
  id: 'policy-1',
  name: 'Everything that ships',
  scope: 'all',
  scopeRef: null,
  environments: ['production'],
  version: 3,
  policy: gatePolicySchema.parse({
    required: [{ kind: 'sast', max_age: '7d' }],
  }),
  changedBy: 'user:default/mei',
  changedAt: ago(600),
  reason: 'Audit of spring',
  endedAt: null,
  canEdit: true,
  ...some,
});

/** Policies of the gate. */
export const policyAnswers = {
  listGatePolicies: {
    body: { items: [samplePolicy()], nextCursor: null, canPublish: true },
  },
  gatePolicyVersions: {
    body: {
      items: [
        samplePolicy(),
        samplePolicy({
          version: 2,
          reason: null,
          policy: gatePolicySchema.parse({ fail_on: ['critical'] }),
        }),
      ],
      nextCursor: null,
    },
  },
  createGatePolicy: { body: samplePolicy({ version: 1 }) },
  updateGatePolicy: ({ params }: SeenRequest) => ({
    body: samplePolicy({ id: params.id, version: 4 }),
  }),
  deleteGatePolicy: { body: { deleted: true } },
};
