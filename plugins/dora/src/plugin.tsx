import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { Icon } from '@quarterdeck/plugin-portal-react';

/** The five DORA metrics, on pages. */
export const doraPlugin = createFrontendPlugin({
  pluginId: 'dora',
  title: 'DORA',
  icon: <Icon name="dora" />,
  extensions: [],
});
