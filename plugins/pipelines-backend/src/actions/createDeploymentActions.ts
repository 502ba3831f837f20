import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { answerDeployments } from '../service/deployments/deploymentList';
import { answerGetDeployment } from '../service/deployments/deploymentPage';
import { answerMatrix } from '../service/deployments/environmentQuestions';
import { Reader } from '../service/reader';

const readOnly = { readOnly: true, idempotent: true, destructive: false };

/** Offers what runs where to assistants, with the caller's permissions. */
export function createDeploymentActions(options: {
  actions: ActionsRegistryService;
  decide: (credentials: BackstageCredentials) => Promise<PolicyDecision>;
  reader: Reader;
}): void {
  const { actions, decide, reader } = options;

  actions.register({
    name: 'what-runs-where',
    title: 'What runs where',
    description:
      'What each service runs in each environment and region now, since when, how many commits it is behind, what is rolling out, waiting or failing, and freezes.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .optional()
            .describe('Entity ref, component:default/payments-api'),
          scope: z
            .string()
            .optional()
            .describe('User, group, system or domain whose services to show'),
          tier: z
            .string()
            .optional()
            .describe('production, staging, testing, development or other'),
          limit: z.number().int().min(1).max(100).default(50),
        }),
      output: z =>
        z.object({ columns: z.array(z.any()), rows: z.array(z.any()) }),
    },
    action: async ({ input, credentials }) => {
      const query = pipelinesContract.environmentMatrix.query.parse(input);
      const { columns, rows } = await answerMatrix(
        reader,
        query,
        await decide(credentials),
      );
      return { output: { columns, rows } };
    },
  });

  actions.register({
    name: 'list-deployments',
    title: 'List deployments',
    description:
      'Deployments, newest first, with kind (planned, rollback, hotfix, redeploy, config), state, version and who.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          entity: z.string().optional().describe('Entity ref'),
          environment: z.string().optional(),
          tier: z.string().optional(),
          kind: z.string().optional().describe('Kinds, comma between'),
          from: z.string().optional().describe('ISO 8601, or like now-24h'),
          limit: z.number().int().min(1).max(50).default(20),
        }),
      output: z => z.object({ items: z.array(z.any()) }),
    },
    action: async ({ input, credentials }) => {
      const query = pipelinesContract.listDeployments.query.parse(input);
      const { items } = await answerDeployments(
        reader,
        query,
        await decide(credentials),
      );
      return { output: { items } };
    },
  });

  actions.register({
    name: 'get-deployment',
    title: 'Get a deployment',
    description:
      'One deployment with its commits and their lead times, changes, gates, rollout steps, what ran before and after it.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          instance: z.string().describe('Host of the provider, github.com'),
          externalId: z.string().describe("The provider's id of it"),
        }),
      output: z => z.object({ deployment: z.any() }),
    },
    action: async ({ input, credentials }) => {
      const answer = await answerGetDeployment(
        reader,
        input,
        await decide(credentials),
      );
      return { output: { deployment: answer } };
    },
  });
}
