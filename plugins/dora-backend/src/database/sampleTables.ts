import {
  DeploymentFact,
  FailureMark,
  LeadTimeSample,
  leadTimeStages,
  Moment,
  QualityItem,
  RecoverySample,
  Release,
} from '@quarterdeck/plugin-dora-common';
import { bucketOf } from '@quarterdeck/plugin-portal-common';
import { SampleTable } from './sampleRows';
import { ShortHash } from './shortHash';

/** Whole milliseconds, as everywhere. */
const whole = (moment: Moment) => Math.trunc(moment);
const wholeOrNull = (moment: Moment | null) =>
  moment === null ? null : whole(moment);
/** Times are kept as whole milliseconds, so that sums know no order. */
const toMs = (seconds: number) => Math.round(seconds * 1000);

/** A deployment with the link its source gives. */
export type ShownDeployment = DeploymentFact & { url: string | null };

/** A deployment with a digest of it and all that hangs on it. */
export interface DigestedDeployment {
  shown: ShownDeployment;
  /** As a document. */
  text: string;
  digest: string;
}

/** @see SampleTable */
export const deploymentTable: SampleTable<DigestedDeployment> = {
  name: 'deployment',
  key: 'id',
  keyOf: row => row.shown.id,
  ownerOf: row => row.shown.id,
  owner: 'id',
  times: [],
  columns: [
    {
      name: 'finished_at',
      type: 'moment',
      value: ({ shown }) => whole(shown.finishedAt),
    },
    { name: 'group_id', type: 'text', value: ({ shown }) => shown.groupId },
    { name: 'counted', type: 'boolean', value: ({ shown }) => shown.counted },
    { name: 'digest', type: 'text', value: row => row.digest },
  ],
  body: row => row.text,
};

/** @see SampleTable */
export const releaseTable: SampleTable<Release> = {
  name: 'release',
  key: 'id',
  keyOf: row => row.id,
  ownerOf: row => row.id,
  owner: 'id',
  times: [{ column: 'finished_at', of: row => row.finishedAt }],
  columns: [
    { name: 'finished_at', type: 'moment', value: r => whole(r.finishedAt) },
    { name: 'kind', type: 'text', value: row => row.kind },
    { name: 'succeeded', type: 'boolean', value: row => row.succeeded },
    { name: 'met', type: 'boolean', value: row => row.met },
    { name: 'failed', type: 'boolean', value: row => row.failed },
    { name: 'auto_aborted', type: 'boolean', value: row => row.autoAborted },
    { name: 'affected', type: 'boolean', value: row => row.affected },
    { name: 'rework', type: 'boolean', value: row => row.rework },
  ],
};

/** A sample's key within its service. */
export const leadTimeKey = ({ id, service }: LeadTimeSample) =>
  id.slice(service.length + 1);

/** Milliseconds of a lead time. */
export const leadTimeMs = ({ seconds }: LeadTimeSample) => toMs(seconds);

/** As Postgres writes an array. */
function stageText({ stages }: LeadTimeSample): string {
  let text = '{';
  for (const stage of leadTimeStages) {
    const seconds = stages[stage];
    if (text.length > 1) text += ',';
    text += seconds === null ? 'NULL' : toMs(seconds);
  }
  return `${text}}`;
}

/** @see SampleTable */
export const leadTimeTable: SampleTable<LeadTimeSample> = {
  name: 'lead_time',
  key: 'key',
  keyOf: leadTimeKey,
  ownerOf: row => row.deploymentId,
  owner: 'deployment_id',
  times: [{ column: 'deployed_at', of: row => row.deployedAt }],
  columns: [
    { name: 'deployment_id', type: 'text', value: row => row.deploymentId },
    { name: 'change_id', type: 'text', value: row => row.changeId },
    { name: 'started_at', type: 'moment', value: r => whole(r.startedAt) },
    { name: 'deployed_at', type: 'moment', value: r => whole(r.deployedAt) },
    { name: 'ms', type: 'bigint', value: leadTimeMs },
    { name: 'bucket', type: 'smallint', value: r => bucketOf(r.seconds) },
    { name: 'clamped', type: 'boolean', value: row => row.clamped },
    { name: 'stages', type: 'text', value: stageText },
  ],
};

/** @see SampleTable */
export const recoveryTable: SampleTable<RecoverySample> = {
  name: 'recovery',
  key: 'id',
  keyOf: row => row.id,
  ownerOf: row => row.id,
  owner: 'id',
  times: [
    { column: 'failed_at', of: row => row.failedAt },
    { column: 'recovered_at', of: row => row.recoveredAt },
  ],
  columns: [
    { name: 'failed_at', type: 'moment', value: r => whole(r.failedAt) },
    {
      name: 'recovered_at',
      type: 'moment',
      value: row => wholeOrNull(row.recoveredAt),
    },
    {
      name: 'ms',
      type: 'bigint',
      value: row => (row.seconds === null ? null : toMs(row.seconds)),
    },
    { name: 'recovered_by', type: 'text', value: row => row.recoveredBy },
    { name: 'end_id', type: 'text', value: row => row.endId },
    { name: 'clamped', type: 'boolean', value: row => row.clamped },
  ],
};

/** @see SampleTable */
export const markTable: SampleTable<FailureMark> = {
  name: 'failure_mark',
  key: 'id',
  keyOf: row =>
    [
      row.deploymentId,
      row.role,
      row.method,
      row.incidentId ?? '',
      row.byDeploymentId ?? '',
      row.detail,
    ].join(' '),
  ownerOf: row => row.deploymentId,
  owner: 'deployment_id',
  times: [],
  columns: [
    { name: 'deployment_id', type: 'text', value: row => row.deploymentId },
  ],
  body: row => JSON.stringify(row),
};

/** An item with the name it is listed by. */
export type NamedItem = QualityItem & { id: string };

/** Names an item: short, for there may be one per commit, and two indexes hold it. */
export const namedItem = (item: QualityItem): NamedItem => {
  const { kind, service, deploymentId, subject, at } = item;
  const hash = new ShortHash().add(deploymentId).add(subject).text();
  return { kind, service, deploymentId, subject, at, id: `${kind} ${hash}` };
};

/** @see SampleTable */
export const qualityTable: SampleTable<NamedItem> = {
  name: 'quality_item',
  key: 'id',
  keyOf: row => row.id,
  ownerOf: row => row.deploymentId,
  owner: 'deployment_id',
  times: [{ column: 'at', of: row => row.at }],
  columns: [
    { name: 'kind', type: 'text', value: row => row.kind },
    { name: 'deployment_id', type: 'text', value: row => row.deploymentId },
    { name: 'subject', type: 'text', value: row => row.subject },
    { name: 'at', type: 'moment', value: row => whole(row.at) },
  ],
};
