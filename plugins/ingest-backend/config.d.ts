export interface Config {
  /** The door: where deliveries of other systems enter. */
  ingest?: {
    /**
     * Key that encrypts stored bodies: 32 bytes as base64. `npm start` makes
     * one of its own; elsewhere `openssl rand -base64 32`.
     * @visibility secret
     */
    bodyKey: string;
    /** Keys of before: they open what they closed, and close nothing new. */
    oldBodyKeys?: Array</** @visibility secret */
    string>;
    /**
     * Key of the HMAC that stands for a leaked secret in findings; 32 bytes as
     * base64. Default: the last of `oldBodyKeys`, else `bodyKey`. Before that one
     * is removed, put it here, or every leaked secret counts as a new one.
     * @visibility secret
     */
    leakedSecretKey?: string;
    /** Days a body is kept. Default 90. */
    keepBodiesDays?: number;
    /** Days by which a repeat is known. Default 30. */
    keepKeysDays?: number;
    /** Who may send, by id. The id stands in the address: `/v1/hooks/<id>`. */
    sources?: {
      [sourceId: string]: {
        /** A provider of webhooks (`github`), or `events` for tokens only. */
        kind: string;
        /** Shown on the ingest page. */
        title?: string;
        /**
         * Shared secrets of the webhook; two during a rotation. Without one
         * the source is refused.
         */
        secrets?: Array</** @visibility secret */
        string>;
        /**
         * Subjects of tokens that may send as this source, as
         * `backend.auth.externalAccess` names them: `ci`. `*` stands
         * for any run of characters.
         */
        tokenSubjects?: string[];
        /** Event types it may send by token; `*` as above. Default: all. */
        eventTypes?: string[];
        /** Entities it may speak for: `all`, or refs with `*`. */
        entities: 'all' | string[];
        /** Rules that name an entity; the first that fits decides. */
        mapping?: Array<{
          /** `acme/shop-*`: the project on its host, `*` for any characters. */
          project: string;
          instance?: string;
          workflow?: string;
          environment?: string;
          path?: string;
          entity: string;
        }>;
        limits?: {
          /** Bytes on the wire. Default 26,214,400; reports 209,715,200. */
          bodyBytes?: number;
          /** Bytes after decompression. Default twice `bodyBytes`. */
          decompressedBytes?: number;
          /** Nesting of the JSON. Default 100. */
          depth?: number;
          /** Requests per minute, on average. Default 600,000. */
          perMinute?: number;
          /** Requests at once. Default 20,000. */
          burst?: number;
        };
        /** Quiet for longer than this is shown as silent: `2h`, `1d`. */
        silentAfter?: string;
        /** The provider's API, from which past runs and missed deliveries are fetched. */
        api?: {
          /** Default: that of the provider's public service. */
          baseUrl?: string;
          /** @visibility secret */
          token: string;
          /** `acme/shop`. Default: all the token can see. */
          projects?: string[];
        };
      };
    };
  };
}
