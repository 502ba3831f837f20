export interface Config {
  telemetry?: {
    /**
     * Bearer token for `GET /metrics`. Without it only this machine may read.
     * @visibility secret
     */
    metricsToken?: string;
  };
  permission?: {
    /** Who may do what, by catalog group. Nothing is allowed that no role names. */
    roles?: Array<{
      name: string;
      /** Refs of groups or users; `*` is everybody who signed in. */
      members: string[];
      /** Names of permissions, `*` as a wildcard. */
      allow?: string[];
      /** The same, only for what the person's groups own. */
      allowOwned?: string[];
    }>;
  };
  auth?: {
    providers?: {
      /** Sign-in as a chosen person of the demo organisation; refused in production. */
      demo?: object;
    };
  };
}
