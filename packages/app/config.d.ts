export interface Config {
  app?: {
    /**
     * The provider people sign in with, one of those under `auth.providers`:
     * github, gitlab, google, microsoft, okta, onelogin. Without it the demo
     * organisation's people are offered, if the backend has them.
     *
     * @visibility frontend
     */
    signInProvider?: string;
  };
  organization?: {
    /**
     * Named on the sign-in page.
     *
     * @visibility frontend
     */
    name?: string;
  };
}
