import { scanFormat } from '../reading/scanFormat';
import { auditDialect, readAudit } from './auditReport';

/**
 * `npm audit --json` of npm 6, and what npm prints when it could not ask
 * (`{"error": {"code": "ENOAUDIT", "summary": …, "detail": …}}`).
 */
export const npmAudit6Format = scanFormat({
  format: 'npm-audit-v6',
  alike: ['pnpm-audit', 'yarn-berry-audit'],
  detect: (paths, head) =>
    auditDialect(paths, head) === 'npm' ||
    (paths.has('/error/summary') &&
      paths.has('/error/detail') &&
      !paths.has('/auditReportVersion')),
  read: (body, tally) => readAudit(body, tally, 'npm audit'),
});
