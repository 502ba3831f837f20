import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  pipelinesRunReadPermission,
} from '@quarterdeck/plugin-pipelines-common';
import { answerFailing } from '../service/dashboardQuestions';
import { Reader } from '../service/reader';
import { answerGetRun, answerListRuns } from '../service/runQuestions';
import { createDeploymentActions } from './createDeploymentActions';

const readOnly = { readOnly: true, idempotent: true, destructive: false };

/** Offers the reads of this area to assistants, with the caller's permissions. */
export function createPipelinesActions(options: {
  actions: ActionsRegistryService;
  permissions: PermissionsService;
  reader: Reader;
}): void {
  const { actions, permissions, reader } = options;

  const decide = async (
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> => {
    const [decision] = await permissions.authorizeConditional(
      [{ permission: pipelinesRunReadPermission }],
      { credentials },
    );
    if (!decision || decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError('You may not see pipelines.');
    }
    return decision;
  };

  actions.register({
    name: 'list-runs',
    title: 'List pipeline runs',
    description:
      'Runs of CI pipelines, active ones first, then the newest. Status is one of passed, flaky, unstable, failed, running, waiting, queued, cancelled, skipped, neutral, unknown.',
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
            .describe('User, group, system or domain whose services to list'),
          status: z.string().optional().describe('Statuses, comma between'),
          branch: z.string().optional(),
          text: z
            .string()
            .optional()
            .describe('Part of commit, title, branch or author'),
          limit: z.number().int().min(1).max(50).default(20),
        }),
      output: z => z.object({ items: z.array(z.any()) }),
    },
    action: async ({ input, credentials }) => {
      const query = pipelinesContract.listRuns.query.parse({
        entity: input.entity,
        scope: input.scope,
        status: input.status,
        branch: input.branch,
        q: input.text,
        limit: input.limit,
      });
      const answer = await answerListRuns(
        reader,
        query,
        await decide(credentials),
      );
      return { output: { items: answer.items } };
    },
  });

  actions.register({
    name: 'get-run',
    title: 'Get a pipeline run',
    description:
      'One attempt of a run with its jobs, steps, what failed first, gates and deployments.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          instance: z.string().describe('Host of the provider, github.com'),
          externalId: z.string().describe("The provider's id of the run"),
          attempt: z.number().int().min(1).default(1),
        }),
      output: z => z.object({ run: z.any() }),
    },
    action: async ({ input, credentials }) => {
      const { instance, externalId, attempt } = input;
      const answer = await answerGetRun(
        reader,
        { instance, externalId, attempt },
        await decide(credentials),
      );
      return { output: { run: answer } };
    },
  });

  actions.register({
    name: 'failing-now',
    title: 'Which default branches fail now',
    description:
      'Default branches that are red, the longest first, with the failed job and step and the change that broke each.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          scope: z
            .string()
            .optional()
            .describe('User, group, system or domain; absent means all'),
        }),
      output: z => z.object({ items: z.array(z.any()), total: z.number() }),
    },
    action: async ({ input, credentials }) => {
      const answer = await answerFailing(
        reader,
        { scope: input.scope, limit: 50 },
        await decide(credentials),
      );
      return { output: { items: answer.items, total: answer.total } };
    },
  });

  createDeploymentActions({ actions, decide, reader });
}
