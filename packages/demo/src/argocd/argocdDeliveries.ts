import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { isoSecond, SECOND } from '../history/clock';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { digest } from '../history/random';
import { argocdUrl, registry } from '../organisation/hosts';

/** Where a sync and the application stand. */
interface Standing {
  at: number;
  phase: 'Running' | 'Succeeded' | 'Failed';
  health: 'Progressing' | 'Healthy' | 'Degraded';
}

const clusters: Partial<Record<string, string>> = {
  eu: 'prod-eu-1',
  us: 'prod-us-1',
};

/** Argo CD's notifications of a sync: it runs, it is applied, it is healthy or not. */
export function argocdDeliveries(
  numbered: NumberedRun,
  _attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  if (!job.template.deploysTo || !job.runner) return [];
  const id = jobIdOf(numbered, job);
  const tell = (standing: Standing) =>
    planDeliveryOf(
      'argocd',
      standing.at,
      `on-${standing.phase}-${standing.health}`.toLowerCase(),
      [numbered.run.repository.name, id],
      () => notification(numbered, job, standing),
    );
  const appliedAt = Math.min(job.startedAt + 25 * SECOND, job.finishedAt);
  const ended: Pick<Standing, 'phase' | 'health'> =
    job.conclusion === 'cancelled'
      ? { phase: 'Failed', health: 'Progressing' }
      : {
          phase: 'Succeeded',
          health: job.conclusion === 'success' ? 'Healthy' : 'Degraded',
        };
  return [
    tell({ at: job.startedAt, phase: 'Running', health: 'Progressing' }),
    ...(detail
      ? [tell({ at: appliedAt, phase: 'Succeeded', health: 'Progressing' })]
      : []),
    tell({ at: job.finishedAt, ...ended }),
  ];
}

function notification(
  numbered: NumberedRun,
  job: JobPlan,
  { at, phase, health }: Standing,
): object {
  const { run } = numbered;
  const { name } = run.repository;
  const { environment = '', region } = job.template.deploysTo ?? {};
  const revision = digest('config', name, environment, jobIdOf(numbered, job));
  const place = region ?? environment;
  const terminated = phase === 'Failed';
  return {
    trigger: `on-sync-${phase.toLowerCase()}`,
    argocdUrl,
    environment,
    app: {
      // One application per cluster, each in a namespace of its own.
      metadata: { name, namespace: `argocd-${place}` },
      spec: {
        project: 'money',
        destination: { name: region && clusters[region], namespace: name },
        source: { repoURL: 'https://code.quayside.example/quayside/config' },
      },
      status: {
        operationState: {
          phase,
          message: terminated ? 'operation terminated' : 'synced',
          startedAt: isoSecond(job.startedAt),
          finishedAt: phase === 'Running' ? null : isoSecond(at),
          operation: {
            sync: { revision },
            initiatedBy: { username: run.actor.login },
          },
          syncResult: { revision },
        },
        sync: { status: 'Synced', revision },
        health: {
          status: health,
          lastTransitionTime: isoSecond(at),
          ...(health === 'Degraded'
            ? { message: 'Deployment has exceeded its progress deadline' }
            : {}),
        },
        summary: { images: [`${registry}/${name}:${run.release}`] },
        reconciledAt: isoSecond(at),
      },
    },
  };
}
