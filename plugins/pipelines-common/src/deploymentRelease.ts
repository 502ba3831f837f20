export { releaseKey, releaseLabel } from '@quarterdeck/plugin-portal-common';
export type { ReleaseFacts } from '@quarterdeck/plugin-portal-common';
