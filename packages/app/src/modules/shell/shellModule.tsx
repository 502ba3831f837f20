import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
  PageLayout as PageLayoutRef,
} from '@backstage/frontend-plugin-api';
import {
  AppRootWrapperBlueprint,
  NavContentBlueprint,
  SwappableComponentBlueprint,
} from '@backstage/plugin-app-react';
import {
  navCountDataRef,
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { Navigation } from './Navigation';
import { PageLayout } from './PageLayout';
import { Shell } from './Shell';

/** Takes the place of Backstage's own layout: sidebar, header, page. */
const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <Shell navigation={inputs.nav.get(coreExtensionData.reactElement)}>
        {inputs.content.get(coreExtensionData.reactElement)}
      </Shell>,
    ),
  ],
});

const navigation = NavContentBlueprint.makeWithOverrides({
  inputs: { counts: createExtensionInput([navCountDataRef]) },
  factory: (originalFactory, { inputs }) => {
    const counts = inputs.counts.map(input => input.get(navCountDataRef));
    return originalFactory({
      component: ({ navItems }) => (
        <Navigation navItems={navItems} counts={counts} />
      ),
    });
  },
});

const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define =>
    define({ component: PageLayoutRef, loader: () => PageLayout }),
});

const queries = AppRootWrapperBlueprint.make({
  name: 'queries',
  params: {
    component: ({ children }) => (
      <PortalQueryProvider>
        <ToastProvider>{children}</ToastProvider>
      </PortalQueryProvider>
    ),
  },
});

/** What is around every page. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [layout, navigation, pageLayout, queries],
});
