import { scanFormat } from '../reading/scanFormat';
import { auditDialect, readAudit } from './auditReport';

/** `yarn npm audit --json` of Yarn 2 and 3. */
export const yarnBerryAuditFormat = scanFormat({
  format: 'yarn-berry-audit',
  alike: ['npm-audit-v6', 'pnpm-audit'],
  detect: (paths, head) => auditDialect(paths, head) === 'yarn',
  read: (body, tally) => readAudit(body, tally, 'yarn audit'),
});
