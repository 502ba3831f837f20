import { createHash } from 'node:crypto';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';

/** A stored report. */
export type ReportEvent = LogEvent<'report.received.v1'>;

/** What an import speaks for; it closes nothing of any other. */
export interface ScanTarget {
  targetKey: string;
  tool: string;
  category: string;
  scope: string;
  branch: string;
  environment: string;
  onDefault: boolean;
}

/** The branch a report was made on; '' when it names none. */
export function branchOf({ data }: ReportEvent): string {
  const ref = data.branch ?? data.ref ?? '';
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

/** The import key of a report for one tool and scope. */
export function scanTarget(
  event: ReportEvent & { home: string },
  part: { tool: string; scope: string },
  isDefault: (branch: string) => boolean,
): ScanTarget {
  const branch = branchOf(event);
  const { category } = event.data;
  const environment = event.data.environment ?? '';
  const key = [
    event.home,
    part.tool,
    category,
    part.scope,
    branch,
    environment,
  ];
  return {
    ...part,
    targetKey: createHash('sha256')
      .update(JSON.stringify(key))
      .digest('hex')
      .slice(0, 32),
    category,
    branch,
    environment,
    onDefault: branch === '' || isDefault(branch),
  };
}
