import { createApp } from '@backstage/frontend-defaults';
import { designModule } from './modules/design';
import { apiCardsModule, entityModule } from './modules/entity';
import { homeModule } from './modules/home';
import { shellModule } from './modules/shell';
import { signInModule } from './modules/signIn';
import { statesModule } from './modules/states';
import { themeModule } from './theme';

/** The web app: shell, theme, sign-in and home. Plugins are found by `app.packages`. */
export const app = createApp({
  features: [
    themeModule,
    shellModule,
    signInModule,
    statesModule,
    homeModule,
    entityModule,
    apiCardsModule,
    designModule,
  ],
  advanced: { loadingElement: <div aria-busy="true" /> },
});
