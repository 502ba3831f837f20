import { createFrontendModule } from '@backstage/frontend-plugin-api';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';

/** The about card names the APIs; the tables stay on the APIs tab. */
export const apiCardsModule = createFrontendModule({
  pluginId: 'api-docs',
  extensions: [
    apiDocsPlugin
      .getExtension('entity-card:api-docs/provided-apis')
      .override({ disabled: true }),
    apiDocsPlugin
      .getExtension('entity-card:api-docs/consumed-apis')
      .override({ disabled: true }),
  ],
});
