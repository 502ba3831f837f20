import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';

const componentsPage = PageBlueprint.make({
  name: 'components',
  params: {
    path: '/design/components',
    title: 'Components',
    noHeader: true,
    loader: () => import('./ComponentsPage').then(m => <m.ComponentsPage />),
  },
});

/** The shared pieces in all their states, for those who build and test pages. Not in the sidebar. */
export const designModule = createFrontendModule({
  pluginId: 'app',
  extensions: [componentsPage],
});
