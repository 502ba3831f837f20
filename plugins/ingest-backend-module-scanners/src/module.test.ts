import { startTestBackend } from '@backstage/backend-test-utils';
import { scanCategories } from '@quarterdeck/plugin-ingest-common';
import {
  ingestExtensionPoint,
  ReportFormatEntry,
} from '@quarterdeck/plugin-ingest-node';
import * as packageExports from './index';

describe('the scanners module', () => {
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
    const exported = new Map<string, unknown>(Object.entries(packageExports));
    for (const entry of entries) {
      expect(exported.get(entry.export)).toBe(entry.format);
      expect(entry.module).toBe(require.resolve('./index'));
      expect(entry.format.categories).toEqual(scanCategories);
    }
    const names = entries.map(({ format }) => format.format);
    expect(names).toContain('hadolint');
    expect(new Set(names).size).toBe(names.length);
  });
});
