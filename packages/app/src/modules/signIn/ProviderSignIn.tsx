import { lazy, Suspense } from 'react';
import { SignInPageProps } from '@backstage/plugin-app-react';
import {
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { Failed } from '@quarterdeck/plugin-portal-react';

const BackstageSignInPage = lazy(() =>
  import('@backstage/core-components').then(m => ({ default: m.SignInPage })),
);

const providers = {
  github: { title: 'GitHub', apiRef: githubAuthApiRef },
  gitlab: { title: 'GitLab', apiRef: gitlabAuthApiRef },
  google: { title: 'Google', apiRef: googleAuthApiRef },
  microsoft: { title: 'Microsoft', apiRef: microsoftAuthApiRef },
  okta: { title: 'Okta', apiRef: oktaAuthApiRef },
  onelogin: { title: 'OneLogin', apiRef: oneloginAuthApiRef },
};

const isKnown = (id: string): id is keyof typeof providers => id in providers;

/** Sign-in through a provider that the backend is set up for. */
export function ProviderSignIn(props: SignInPageProps & { id: string }) {
  const { id, onSignInSuccess } = props;
  if (!isKnown(id)) {
    return (
      <Failed
        title="This sign-in does not exist"
        reason={`app.signInProvider is “${id}”; it can be one of ${Object.keys(
          providers,
        ).join(', ')}.`}
      />
    );
  }
  const { title, apiRef } = providers[id];
  return (
    <Suspense fallback={null}>
      <BackstageSignInPage
        auto
        title="Quarterdeck"
        onSignInSuccess={onSignInSuccess}
        provider={{ id, title, message: `Sign in with ${title}`, apiRef }}
      />
    </Suspense>
  );
}
