import { ReportFormatEntry } from '@quarterdeck/plugin-ingest-node';
import { cloverFormat } from './coverage/cloverFormat';
import { coberturaFormat } from './coverage/coberturaFormat';
import { jacocoFormat } from './coverage/jacocoFormat';
import { lcovFormat } from './coverage/lcovFormat';
import { goTestFormat } from './tests/goTestFormat';
import { jestFormat } from './tests/jestFormat';
import { junitFormat } from './tests/junitFormat';
import { pytestFormat } from './tests/pytestFormat';

const formats = {
  junitFormat,
  goTestFormat,
  jestFormat,
  pytestFormat,
  coberturaFormat,
  lcovFormat,
  jacocoFormat,
  cloverFormat,
};

/** Every format of this module, and where a worker thread finds it. */
export function testFormatEntries(): ReportFormatEntry[] {
  const module = require.resolve(
    '@quarterdeck/plugin-ingest-backend-module-tests',
  );
  return Object.entries(formats).map(([name, format]) => ({
    module,
    export: name,
    format,
  }));
}
