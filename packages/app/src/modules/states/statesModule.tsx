import Button from '@mui/material/Button';
import {
  createFrontendModule,
  ErrorDisplay,
  NotFoundErrorPage,
  Progress,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import {
  EmptyState,
  Failed,
  Skeleton,
  TextLink,
} from '@quarterdeck/plugin-portal-react';

const progress = SwappableComponentBlueprint.make({
  name: 'core-progress',
  params: define =>
    define({ component: Progress, loader: () => () => <Skeleton rows={6} /> }),
});

const notFound = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define =>
    define({
      component: NotFoundErrorPage,
      loader: () => () =>
        (
          <EmptyState
            icon="search"
            title="There is no page here"
            reason="The link may be old, or the page belongs to a part that is not installed."
            action={<TextLink to="/">Home</TextLink>}
          />
        ),
    }),
});

const errorDisplay = SwappableComponentBlueprint.make({
  name: 'core-error-display',
  params: define =>
    define({
      component: ErrorDisplay,
      loader:
        () =>
        ({ error, resetError, plugin }) =>
          (
            <Failed
              title="This part of the page stopped working"
              reason={`${error.message}${
                plugin ? ` (${plugin.pluginId})` : ''
              }`}
              action={
                <Button variant="outlined" onClick={resetError}>
                  Try again
                </Button>
              }
            />
          ),
    }),
});

/** Loading, nothing there, and failed, in our words on Backstage's pages too. */
export const statesModule = createFrontendModule({
  pluginId: 'app',
  extensions: [progress, notFound, errorDisplay],
});
