import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { FollowingTheme } from './FollowingTheme';

const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <Icon name="eye" />,
      Provider: FollowingTheme,
    },
  },
});

const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <Icon name="eye" />,
      Provider: FollowingTheme,
    },
  },
});

/** Both themes, with one provider; they take the places of Backstage's own. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme],
});
