import { createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  EntityCardBlueprint,
  EntityContentLayoutBlueprint,
  EntityHeaderLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const header = EntityHeaderLayoutBlueprint.make({
  params: { loader: () => import('./EntityHeader').then(m => m.EntityHeader) },
});

const overview = EntityContentLayoutBlueprint.make({
  params: {
    loader: () => import('./EntityOverview').then(m => m.EntityOverview),
  },
});

const about = EntityCardBlueprint.make({
  name: 'facts',
  params: {
    type: 'info',
    loader: () => import('./AboutCard').then(m => <m.AboutCard />),
  },
});

/** What an entity is and what it is tied to is one card of ours. */
const replaced = [
  'entity-card:catalog/about',
  'entity-card:catalog/links',
  'entity-card:catalog/has-subcomponents',
  'entity-card:catalog/depends-on-components',
  'entity-card:catalog/depends-on-resources',
] as const;

/** Entity pages: our head and arrangement, the catalog's parts. */
export const entityModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    header,
    overview,
    about,
    ...replaced.map(id =>
      catalogPlugin.getExtension(id).override({ disabled: true }),
    ),
  ],
});
