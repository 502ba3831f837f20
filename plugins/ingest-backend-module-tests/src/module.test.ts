import { startTestBackend } from '@backstage/backend-test-utils';
import {
  ingestExtensionPoint,
  ReportFormatEntry,
} from '@quarterdeck/plugin-ingest-node';
import * as packageExports from './index';

describe('the tests module', () => {
  it('registers formats that a thread finds by module and export', async () => {
    const entries: ReportFormatEntry[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          ingestExtensionPoint,
          {
            addWebhookProvider: () => undefined,
            addHistorySource: () => undefined,
            addReportFormat: entry => void entries.push(entry),
          },
        ],
      ],
      features: [packageExports.default],
    });
    await backend.stop();
    expect(entries.map(({ format }) => format.format)).toEqual([
      'junit',
      'go-test',
      'jest',
      'pytest',
      'cobertura',
      'lcov',
      'jacoco',
      'clover',
    ]);
    const exported = new Map(Object.entries(packageExports));
    for (const entry of entries) {
      expect(exported.get(entry.export)).toBe(entry.format);
      expect(entry.module).toBe(require.resolve('./index'));
    }
  });
});
