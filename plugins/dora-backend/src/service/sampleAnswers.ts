import { Knex } from 'knex';
import {
  CountedDeployment,
  DoraSample,
  FailureMark,
  leadTimeStages,
} from '@quarterdeck/plugin-dora-common';
import {
  changesById,
  deploymentsById,
  marksOfDeployments,
} from '../database/sampleDetails';
import { SampleRow } from '../database/sampleLists';
import { ShownDeployment } from '../database/sampleTables';
import { ServiceRow, servicesByNo } from '../database/serviceRows';

const iso = (moment: number | Date) => new Date(moment).toISOString();

const msToSeconds = (ms: number | null) => (ms === null ? null : ms / 1000);

/** A deployment as it is answered. */
export function toDeployment(
  row: ShownDeployment,
  entityRef: string | null,
): CountedDeployment {
  const slash = row.id.indexOf('/');
  return {
    ...row,
    instance: row.id.slice(0, slash),
    externalId: row.id.slice(slash + 1),
    entityRef,
    finishedAt: iso(row.finishedAt),
    repairs: [...row.repairs],
  };
}

/** A mark as it is answered. */
export const toMark = (mark: FailureMark): DoraSample['marks'][number] => ({
  ...mark,
  incidentId: mark.incidentId ?? null,
  byDeploymentId: mark.byDeploymentId ?? null,
  at: iso(mark.at),
});

/** Id of a sample for answers: one name in every list. */
export const sampleId = (row: SampleRow, service: ServiceRow | undefined) =>
  row.stages ? `${service?.service ?? ''}|${row.key}` : row.key;

function leadTimeOf(
  row: SampleRow,
  changes: Awaited<ReturnType<typeof changesById>>,
): DoraSample['leadTime'] {
  if (!row.stages || !row.startedAt) return null;
  const at = row.key.lastIndexOf('@');
  const change = row.changeId === null ? undefined : changes.get(row.changeId);
  return {
    repo: at < 0 ? row.key : row.key.slice(0, at),
    sha: at < 0 ? change?.mergeSha ?? '' : row.key.slice(at + 1),
    startedAt: iso(row.startedAt),
    change:
      row.changeId === null
        ? null
        : {
            id: row.changeId,
            number: change?.number ?? null,
            title: change?.title ?? null,
            url: change?.url ?? null,
          },
    stages: leadTimeStages.map((stage, i) => ({
      stage,
      seconds: msToSeconds(row.stages?.[i] ?? null),
    })),
  };
}

/** Rows of samples with what they are about. */
export async function toSamples(
  knex: Knex,
  rows: readonly SampleRow[],
): Promise<DoraSample[]> {
  const ids = rows.map(({ deploymentId }) => deploymentId);
  const [deployments, marks, changes, services] = await Promise.all([
    deploymentsById(knex, ids),
    marksOfDeployments(knex, ids),
    changesById(
      knex,
      rows.flatMap(({ changeId }) => changeId ?? []),
    ),
    servicesByNo(
      knex,
      rows.map(({ serviceNo }) => serviceNo),
    ),
  ]);
  return rows.flatMap((row): DoraSample[] => {
    const deployment = deployments.get(row.deploymentId);
    if (!deployment) return [];
    const service = services.get(row.serviceNo);
    return [
      {
        id: sampleId(row, service),
        at: iso(row.at),
        deployment: toDeployment(deployment, service?.entityRef ?? null),
        seconds: msToSeconds(row.ms),
        clamped: row.clamped,
        leadTime: leadTimeOf(row, changes),
        recovery: row.failedAt && {
          failedAt: iso(row.failedAt),
          recoveredAt: row.recoveredAt && iso(row.recoveredAt),
          recoveredBy: row.recoveredBy,
          endId: row.endId,
        },
        marks: marks
          .filter(({ deploymentId }) => deploymentId === row.deploymentId)
          .map(toMark),
      },
    ];
  });
}
