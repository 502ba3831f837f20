import { createBackendModule } from '@backstage/backend-plugin-api';
import { ingestExtensionPoint } from '@quarterdeck/plugin-ingest-node';
import { testFormatEntries } from './testFormatEntries';

/** Teaches the door to read test results and coverage. */
export const testsModule = createBackendModule({
  pluginId: 'ingest',
  moduleId: 'tests',
  register(env) {
    env.registerInit({
      deps: { ingest: ingestExtensionPoint },
      async init({ ingest }) {
        testFormatEntries().forEach(entry => ingest.addReportFormat(entry));
      },
    });
  },
});
