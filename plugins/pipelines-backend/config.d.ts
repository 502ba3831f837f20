export interface Config {
  /** Delivery policies, gates, and calls to providers. */
  pipelines?: {
    /**
     * Delivery policies of entities whose repository names none; the first that
     * covers an entity counts. See docs/gates.md.
     */
    policies?: Array<{
      /** Entity refs, `*` for any characters. Default: all. */
      entities?: string[];
      /** Keys of a policy, or its YAML as text. */
      policy: string | { [key: string]: unknown };
    }>;
    gates?: {
      /**
       * Seconds that missing evidence is waited for when a provider asks by
       * itself: its deliveries come in any order. Default 120.
       */
      settleSeconds?: number;
    };
    /** Calls to providers: answers to gates, rollbacks, failed jobs again. */
    outbound?: {
      /** Hosts that may be called: `api.github.com`, or with a scheme. */
      hosts?: string[];
      /** Tries before a call is given up. Default 8. */
      tries?: number;
      /** Wait after the first failure; it doubles each time. Default 5. */
      firstRetrySeconds?: number;
      /** Longest a call may take. Default 10. */
      timeoutSeconds?: number;
      targets?: {
        [targetId: string]: {
          kind: 'github' | 'gitlab' | 'argo-cd' | 'argo-rollouts' | 'webhook';
          /** The provider's name in events: `github.com`. Default: any. */
          instance?: string;
          /** Base of its API: `https://api.github.com`. */
          url: string;
          /** @visibility secret */
          token?: string;
          /** A GitHub App in place of a token; GitHub lets only one answer protection rules. */
          app?: {
            appId: number;
            /**
             * PEM, as GitHub gives it.
             * @visibility secret
             */
            privateKey: string;
          };
          /**
           * GitLab's trigger token.
           * @visibility secret
           */
          triggerToken?: string;
          /** How deployments are rolled back; absent: this target does not. */
          rollback?: {
            /** Entity refs, `*` for any characters. Default: all. */
            entities?: string[];
            /** GitHub: file name of the workflow. */
            workflow?: string;
            /** GitHub, GitLab: the branch it runs on. Default `main`. */
            ref?: string;
            /** What is sent along, with `{environment}` and other words. */
            inputs?: { [name: string]: string };
            /** Argo: name of the application or rollout. Default `{service}`. */
            name?: string;
            /** Argo: its namespace. */
            namespace?: string;
          };
        };
      };
    };
  };
}
