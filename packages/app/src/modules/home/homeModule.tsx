import { createFrontendModule } from '@backstage/frontend-plugin-api';
import homePlugin from '@backstage/plugin-home/alpha';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';

const homePage = homePlugin.getExtension('page:home').override({
  factory: (originalFactory, { config }) =>
    originalFactory({ config: { ...config, path: config.path ?? '/' } }),
});

const layout = HomePageLayoutBlueprint.make({
  params: { loader: () => import('./HomeLayout').then(m => m.HomeLayout) },
});

/** The first page: what needs me, then my services. Plugins contribute the widgets. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [homePage, layout],
});
