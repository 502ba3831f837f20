import { Deployment } from '@quarterdeck/plugin-ingest-common';
import { textOf } from '../fields';
import { Application } from './applicationObject';

/** Where a sync and what it brought stand in our words. */
export interface ArgocdStanding {
  state: Deployment['state'];
  failure?: Deployment['failure'];
  reason?: string;
  /** Why a rollout in it waits for somebody: `CanaryPauseStep`. */
  pause?: string;
}

const pauseWord = /\b(?:CanaryPauseStep|BlueGreenPause)\b/;

/**
 * A deployment by Argo CD is over when the application is healthy, not when
 * its manifests are applied: synced and still progressing is verifying.
 * Unknown words are taken as what can undo nothing.
 */
export function argocdStanding({ status }: Application): ArgocdStanding {
  const { operationState: operation } = status;
  const reason = operation?.message;
  switch (operation?.phase?.toLowerCase()) {
    case 'running':
    case 'terminating':
      return { state: 'in_progress', reason };
    case 'failed':
    case 'error':
      return {
        state: 'failed',
        failure: /\bterminated\b/i.test(reason ?? '') ? 'aborted' : 'unknown',
        reason,
      };
    case 'succeeded':
      return byHealth(status);
    default:
      return { state: 'queued', reason };
  }
}

function byHealth(status: Application['status']): ArgocdStanding {
  const { health } = status;
  const reason = health.message ?? status.operationState?.message;
  switch (health.status?.toLowerCase()) {
    case 'healthy':
      return { state: 'succeeded', reason };
    case 'degraded':
      return {
        state: 'failed',
        failure: 'unknown',
        reason:
          health.message ??
          messageOf(status, 'Degraded') ??
          'Degraded after the sync',
      };
    case 'suspended': {
      const words = [health.message, messageOf(status, 'Suspended', pauseWord)];
      const pause = pauseWord.exec(words.join('\n'))?.[0];
      return { state: 'paused', reason: health.message ?? words[1], pause };
    }
    default:
      // Progressing, Missing, Unknown: applied, and nobody knows yet.
      return { state: 'verifying', reason };
  }
}

/** What a resource in that health says. */
function messageOf(
  status: Application['status'],
  health: string,
  wanted = /./,
): string | undefined {
  for (const resource of status.resources) {
    const message = textOf(resource.message);
    if (resource.status === health && wanted.test(message ?? '')) {
      return message;
    }
  }
  return undefined;
}
