import { scanFormat } from '../reading/scanFormat';
import { auditDialect, readAudit } from './auditReport';

/** `pnpm audit --json`. */
export const pnpmAuditFormat = scanFormat({
  format: 'pnpm-audit',
  alike: ['npm-audit-v6', 'yarn-berry-audit'],
  detect: (paths, head) =>
    auditDialect(paths, head) === 'pnpm' ||
    /^ERR_PNPM_/.test(paths.get('/error/code') ?? ''),
  read: (body, tally) => readAudit(body, tally, 'pnpm audit'),
});
