import { createPermission } from '@backstage/plugin-permission-common';

/** See sources, their numbers, readers, unclaimed subjects and the overview. */
export const ingestSourceReadPermission = createPermission({
  name: 'ingest.source.read',
  attributes: { action: 'read' },
});

/** See deliveries, receipts, their parsed events and why some were rejected. */
export const ingestDeliveryReadPermission = createPermission({
  name: 'ingest.delivery.read',
  attributes: { action: 'read' },
});

/** See the masked body and kept headers of a delivery. */
export const ingestDeliveryBodyReadPermission = createPermission({
  name: 'ingest.delivery.body.read',
  attributes: { action: 'read' },
});

/** Have stored deliveries read again by today's parsers. */
export const ingestDeliveryReplayPermission = createPermission({
  name: 'ingest.delivery.replay',
  attributes: { action: 'update' },
});

/** Have past runs and missed deliveries fetched from a provider's API. */
export const ingestHistoryFetchPermission = createPermission({
  name: 'ingest.history.fetch',
  attributes: { action: 'update' },
});

/** Say which entity a subject belongs to. */
export const ingestSubjectClaimPermission = createPermission({
  name: 'ingest.subject.claim',
  attributes: { action: 'update' },
});

/** Restart and rebuild readers of the log, replay what they set aside. */
export const ingestReaderManagePermission = createPermission({
  name: 'ingest.reader.manage',
  attributes: { action: 'update' },
});

/** Send events. The door then checks source, type and entity itself. */
export const ingestEventWritePermission = createPermission({
  name: 'ingest.event.write',
  attributes: { action: 'create' },
});

/** Send reports. The door then checks source and entity itself. */
export const ingestReportWritePermission = createPermission({
  name: 'ingest.report.write',
  attributes: { action: 'create' },
});

/** Try a payload without storing it. */
export const ingestPreviewPermission = createPermission({
  name: 'ingest.preview',
  attributes: { action: 'read' },
});

/** All permissions of the ingest area. */
export const ingestPermissions = [
  ingestSourceReadPermission,
  ingestDeliveryReadPermission,
  ingestDeliveryBodyReadPermission,
  ingestDeliveryReplayPermission,
  ingestHistoryFetchPermission,
  ingestSubjectClaimPermission,
  ingestReaderManagePermission,
  ingestEventWritePermission,
  ingestReportWritePermission,
  ingestPreviewPermission,
];
