import { ReportFormatEntry } from '@quarterdeck/plugin-ingest-node';
import * as formats from './formats';

/** Every format of this module, and where a worker thread finds it. */
export function scanFormatEntries(): ReportFormatEntry[] {
  const module = require.resolve(
    '@quarterdeck/plugin-ingest-backend-module-scanners',
  );
  return Object.entries(formats).map(([name, format]) => ({
    module,
    export: name,
    format,
  }));
}
