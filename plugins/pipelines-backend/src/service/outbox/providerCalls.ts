import { InputError } from '@backstage/errors';
import { OutboxRequest } from '../../database/outbox/outboxCalls';
import { OutboundTarget } from './outboundConfig';

/** What a rollback goes from and to. */
export interface RollbackWords {
  environment: string;
  service: string;
  project: string;
  deployment: string;
  commit: string;
  version: string;
  to_commit: string;
  to_version: string;
  reason: string;
}

const filled = (template: string, words: RollbackWords): string =>
  template.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const found = Object.entries(words).find(([key]) => key === name);
    return found ? found[1] : whole;
  });

const at = (target: OutboundTarget, path: string) =>
  `${target.url.replace(/\/$/, '')}${path}`;

/** A project's path, which must not lead out of the address it is put into. */
const repository = (project: string) => {
  const parts = project.split('/');
  if (parts.some(part => part === '' || part === '.' || part === '..')) {
    throw new InputError(`"${project}" is not the path of a project.`);
  }
  return parts.map(encodeURIComponent).join('/');
};

const defaultInputs: Record<string, string> = {
  environment: '{environment}',
  version: '{to_version}',
  commit: '{to_commit}',
};

/** The call that asks a provider to roll back. */
export function rollbackCall(
  target: OutboundTarget,
  words: RollbackWords,
): OutboxRequest {
  const { rollback, kind, id } = target;
  if (!rollback) throw new InputError(`Target ${id} says no rollback.`);
  const inputs = Object.fromEntries(
    Object.entries(rollback.inputs ?? defaultInputs).map(([name, value]) => [
      name,
      filled(value, words),
    ]),
  );
  const name = encodeURIComponent(filled(rollback.name, words));
  switch (kind) {
    case 'github':
      if (!rollback.workflow) {
        throw new InputError(
          `Target ${id} names no workflow to roll back with.`,
        );
      }
      return {
        method: 'POST',
        url: at(
          target,
          `/repos/${repository(
            words.project,
          )}/actions/workflows/${encodeURIComponent(
            rollback.workflow,
          )}/dispatches`,
        ),
        body: { ref: rollback.ref, inputs },
      };
    case 'gitlab':
      return {
        method: 'POST',
        url: at(
          target,
          `/projects/${encodeURIComponent(words.project)}/trigger/pipeline`,
        ),
        body: {
          ref: rollback.ref,
          variables: { QUARTERDECK_ACTION: 'rollback', ...inputs },
        },
      };
    case 'argo-cd':
      return {
        method: 'POST',
        url: at(target, `/api/v1/applications/${name}/rollback`),
        body: rollback.namespace ? { appNamespace: rollback.namespace } : {},
        prepare: 'argo_history',
      };
    case 'argo-rollouts':
      return {
        method: 'PUT',
        url: at(
          target,
          `/api/v1/rollouts/${encodeURIComponent(
            rollback.namespace ?? 'default',
          )}/${name}/undo/0`,
        ),
        body: null,
      };
    case 'webhook':
      return {
        method: 'POST',
        url: target.url,
        body: { action: 'rollback', ...words, inputs },
      };
    default:
      throw new InputError(`Target ${id} cannot roll back.`);
  }
}

/** The call that runs the failed jobs of a run again. */
export function rerunCall(
  target: OutboundTarget,
  run: { project: string; externalId: string },
): OutboxRequest {
  const id = encodeURIComponent(run.externalId);
  if (target.kind === 'github') {
    return {
      method: 'POST',
      url: at(
        target,
        `/repos/${repository(
          run.project,
        )}/actions/runs/${id}/rerun-failed-jobs`,
      ),
      body: {},
    };
  }
  if (target.kind === 'gitlab') {
    return {
      method: 'POST',
      url: at(
        target,
        `/projects/${encodeURIComponent(run.project)}/pipelines/${id}/retry`,
      ),
      body: {},
    };
  }
  throw new InputError(
    `${target.kind} offers no way to run failed jobs again from here.`,
  );
}

/** The answer to a provider's deployment protection rule. */
export function gateCallback(answer: {
  callbackUrl: string;
  environment: string;
  approved: boolean;
  comment: string;
}): OutboxRequest {
  return {
    method: 'POST',
    url: answer.callbackUrl,
    body: {
      environment_name: answer.environment,
      state: answer.approved ? 'approved' : 'rejected',
      // A sentence: the whole checklist stands on the portal's page.
      comment: answer.comment.slice(0, 140),
    },
  };
}
