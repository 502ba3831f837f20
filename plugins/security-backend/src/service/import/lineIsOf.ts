import { OwnedReport } from './ownedReport';
import { ScanTarget } from './scanTarget';

/**
 * Tells of a line that is known word for word among the findings of a key whether the
 * report tells it of that key: by the texts of its tool and scope, which stand nowhere
 * else unescaped. What is not told like this is read.
 */
export function lineIsOf(
  { data }: OwnedReport,
  { tool, scope }: Pick<ScanTarget, 'tool' | 'scope'>,
): (line: Buffer) => boolean {
  const has: Buffer[] = [];
  const lacks: Buffer[] = [];
  if (data.tool === undefined) {
    has.push(Buffer.from(`"tool":{"name":${JSON.stringify(tool)}`));
  }
  if (data.scan?.scope === undefined) {
    if (scope === '') lacks.push(Buffer.from('"scope":'));
    else has.push(Buffer.from(`"scope":${JSON.stringify(scope)}`));
  }
  return line =>
    has.every(text => line.includes(text)) &&
    !lacks.some(text => line.includes(text));
}
