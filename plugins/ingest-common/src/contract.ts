import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import {
  claimSchema,
  deliveryBodySchema,
  deliveryDetailSchema,
  deliverySchema,
  deliveryStatuses,
  doors,
  rejectedCauseSchema,
  replayResultSchema,
  unclaimedSubjectSchema,
} from './deliveries';
import { receiptSchema } from './doorAnswers';
import {
  ingestDeliveryBodyReadPermission,
  ingestDeliveryReadPermission,
  ingestDeliveryReplayPermission,
  ingestHistoryFetchPermission,
  ingestReaderManagePermission,
  ingestSourceReadPermission,
  ingestSubjectClaimPermission,
} from './permissions';
import {
  deadLetterSchema,
  historySchema,
  overviewSchema,
  readerSchema,
  sourceSchema,
} from './sources';

const receiptParam = z.object({ receipt: z.string().length(26) });
const consumerParam = z.object({ consumer: z.string().min(1).max(128) });
const sourceParam = z.object({ source: z.string().min(1).max(63) });
const done = z.object({ done: z.boolean() });
const nextCursor = z.string().optional();

/**
 * Every route of the ingest page. The doors themselves (`hooks`, `events`,
 * `reports` and their previews) take raw bodies: see `doorPaths`.
 */
export const ingestContract = defineContract({
  getOverview: defineRoute({
    method: 'GET',
    path: '/v1/overview',
    summary: 'The tiles of the ingest page and the counts of its tabs.',
    permission: ingestSourceReadPermission,
    response: overviewSchema,
  }),
  listSources: defineRoute({
    method: 'GET',
    path: '/v1/sources',
    summary: 'All configured sources with the counts of the last hour.',
    permission: ingestSourceReadPermission,
    response: z.object({ items: z.array(sourceSchema) }),
  }),
  fetchHistory: defineRoute({
    method: 'POST',
    path: '/v1/sources/:source/history',
    summary:
      'Fetches past runs and missed deliveries from the API of a source, in the background.',
    permission: ingestHistoryFetchPermission,
    params: sourceParam,
    body: z.object({
      /** Without it, one that failed or was stopped goes on where it was. */
      since: z.iso.datetime({ offset: true }).optional(),
    }),
    response: historySchema,
  }),
  stopHistory: defineRoute({
    method: 'POST',
    path: '/v1/sources/:source/history/stop',
    summary: 'Stops fetching history after the call that is being made.',
    permission: ingestHistoryFetchPermission,
    params: sourceParam,
    response: historySchema,
  }),
  listDeliveries: defineRoute({
    method: 'GET',
    path: '/v1/deliveries',
    summary: 'Deliveries, newest first.',
    permission: ingestDeliveryReadPermission,
    query: z.object({
      ...cursorQuery,
      source: queryList(z.string().max(128)),
      door: queryList(z.enum(doors)),
      status: queryList(z.enum(deliveryStatuses)),
      /** Only those with an event that has no entity. */
      unclaimed: z.enum(['true', 'false']).optional(),
      /** Found in receipt, parsed name, subject, entity or reason. */
      text: z.string().max(200).optional(),
      /** A `cause` of `listRejected`. */
      cause: z.string().max(64).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    response: z.object({ items: z.array(deliverySchema), nextCursor }),
  }),
  getDelivery: defineRoute({
    method: 'GET',
    path: '/v1/deliveries/:receipt',
    summary: 'One delivery with its events and tries.',
    permission: ingestDeliveryReadPermission,
    params: receiptParam,
    response: deliveryDetailSchema,
  }),
  getDeliveryBody: defineRoute({
    method: 'GET',
    path: '/v1/deliveries/:receipt/body',
    summary: 'Kept headers and masked body of a delivery.',
    permission: ingestDeliveryBodyReadPermission,
    params: receiptParam,
    response: deliveryBodySchema,
  }),
  replayDelivery: defineRoute({
    method: 'POST',
    path: '/v1/deliveries/:receipt/replay',
    summary: 'Reads a stored delivery again with today’s parser.',
    permission: ingestDeliveryReplayPermission,
    params: receiptParam,
    response: replayResultSchema,
  }),
  listRejected: defineRoute({
    method: 'GET',
    path: '/v1/rejected',
    summary: 'Rejected deliveries grouped by cause, newest first.',
    permission: ingestDeliveryReadPermission,
    query: z.object({ source: queryList(z.string().max(128)) }),
    response: z.object({ items: z.array(rejectedCauseSchema) }),
  }),
  replayRejected: defineRoute({
    method: 'POST',
    path: '/v1/rejected/replay',
    summary: 'Reads rejected deliveries again: those of one cause, or all.',
    permission: ingestDeliveryReplayPermission,
    body: z.object({ cause: z.string().max(64).optional() }),
    response: z.object({
      accepted: z.int(),
      rejected: z.int(),
      gone: z.int(),
      /** More than one request reads (500); ask again. */
      more: z.boolean(),
      items: z.array(replayResultSchema),
    }),
  }),
  getReceipt: defineRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt',
    summary: 'What became of a delivery; `wait` seconds at most for its end.',
    permission: ingestDeliveryReadPermission,
    params: receiptParam,
    query: z.object({ wait: z.coerce.number().min(0).max(60).default(0) }),
    response: receiptSchema,
  }),
  listUnclaimed: defineRoute({
    method: 'GET',
    path: '/v1/unclaimed',
    summary: 'Subjects whose events belong to no entity, most recent first.',
    permission: ingestSourceReadPermission,
    query: z.object({
      ...cursorQuery,
      source: queryList(z.string().max(128)),
      text: z.string().max(200).optional(),
    }),
    response: z.object({ items: z.array(unclaimedSubjectSchema), nextCursor }),
  }),
  listClaims: defineRoute({
    method: 'GET',
    path: '/v1/claims',
    summary: 'Who said which subject belongs to which entity, newest first.',
    permission: ingestSourceReadPermission,
    query: z.object({ ...cursorQuery }),
    response: z.object({ items: z.array(claimSchema), nextCursor }),
  }),
  claimSubject: defineRoute({
    method: 'POST',
    path: '/v1/claims',
    summary: 'Says which entity a subject belongs to, or gives it up.',
    permission: ingestSubjectClaimPermission,
    body: z.object({
      /** `subjectKey` of the subject. */
      key: z.string().min(3).max(4096),
      /** A full entity ref; `null` gives the subject up. */
      entityRef: z.string().min(3).max(512).nullable(),
      reason: z.string().max(1000).optional(),
    }),
    response: z.object({
      key: z.string(),
      entityRef: z.string().nullable(),
      position: z.string(),
    }),
  }),
  listReaders: defineRoute({
    method: 'GET',
    path: '/v1/readers',
    summary: 'How far each reader of the log has come.',
    permission: ingestSourceReadPermission,
    response: z.object({ head: z.string(), items: z.array(readerSchema) }),
  }),
  restartReader: defineRoute({
    method: 'POST',
    path: '/v1/readers/:consumer/restart',
    summary: 'Lets a stopped reader go on.',
    permission: ingestReaderManagePermission,
    params: consumerParam,
    response: done,
  }),
  rebuildReader: defineRoute({
    method: 'POST',
    path: '/v1/readers/:consumer/rebuild',
    summary:
      'Fills the reader’s tables again from the log while the old serve.',
    permission: ingestReaderManagePermission,
    params: consumerParam,
    response: done,
  }),
  listDeadLetters: defineRoute({
    method: 'GET',
    path: '/v1/dead-letters',
    summary: 'Events that readers set aside, newest first.',
    permission: ingestDeliveryReadPermission,
    query: z.object({
      ...cursorQuery,
      consumer: z.string().max(128).optional(),
    }),
    response: z.object({ items: z.array(deadLetterSchema), nextCursor }),
  }),
  replayDeadLetter: defineRoute({
    method: 'POST',
    path: '/v1/dead-letters/:id/replay',
    summary: 'Asks the reader to try the event again.',
    permission: ingestReaderManagePermission,
    params: z.object({ id: z.string().min(1).max(64) }),
    response: done,
  }),
});
