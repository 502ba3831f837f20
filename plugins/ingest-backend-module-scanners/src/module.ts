import { createBackendModule } from '@backstage/backend-plugin-api';
import { ingestExtensionPoint } from '@quarterdeck/plugin-ingest-node';
import { scanFormatEntries } from './scanFormatEntries';

/** Teaches the door to read reports of scanners, SBOMs and VEX. */
export const scannersModule = createBackendModule({
  pluginId: 'ingest',
  moduleId: 'scanners',
  register(env) {
    env.registerInit({
      deps: { ingest: ingestExtensionPoint },
      async init({ ingest }) {
        scanFormatEntries().forEach(entry => ingest.addReportFormat(entry));
      },
    });
  },
});
