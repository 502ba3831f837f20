import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of what DORA knows of a service. */
export const RESOURCE_TYPE_DORA_SERVICE = 'dora-service';

/** See the metrics of services and everything they are made of. */
export const doraReadPermission = createPermission({
  name: 'dora.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DORA_SERVICE,
});

/** Say what a deployment was (failed, not production …) and take it back. */
export const doraClassifyPermission = createPermission({
  name: 'dora.classify',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DORA_SERVICE,
});

/** Set and take away markers such as "since we cut batch size". */
export const doraMarkerManagePermission = createPermission({
  name: 'dora.marker.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DORA_SERVICE,
});

/** Set what a scope is held against: table, industry, own thresholds. */
export const doraBenchmarkManagePermission = createPermission({
  name: 'dora.benchmark.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DORA_SERVICE,
});

/** Every permission of this area. */
export const doraPermissions = [
  doraReadPermission,
  doraClassifyPermission,
  doraMarkerManagePermission,
  doraBenchmarkManagePermission,
];

/** Names of the permission rules, for policies that build conditions. */
export const doraRuleNames = {
  /** Params `{ claims: string[] }`: the service is owned by one of them. */
  isOwnedBy: 'IS_OWNED_BY',
} as const;

/** Channel on which open pages hear that something changed. It carries no data. */
export const DORA_SIGNAL_CHANNEL = 'dora';
