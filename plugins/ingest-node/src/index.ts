/**
 * Contracts of the log and of the modules of the door. No state, no I/O.
 *
 * @packageDocumentation
 */
export * from './eventLogService';
export * from './eventLogAdminService';
export * from './webhookProvider';
export * from './formField';
export * from './historySource';
export * from './extensionPoints';
export * from './checkEventData';
export * from './reportFormat';
export * from './readXml';
export * from './reportBody';
export * from './subjectOwners';
