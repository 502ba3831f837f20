/** The import whose rows are applied. */
export interface AppliedImport {
  targetKey: string;
  importId: string;
  entityRef: string;
  /** What identities are made of instead of the entity, see `OwnedReport`. */
  home: string;
  tool: string;
  category: string;
  scope: string;
  branch: string;
  environment: string;
  onDefault: boolean;
  commit: string | null;
  scannedAt: Date;
  position: string;
  /** When the newest complete scan before this one was made. */
  seenBefore: Date | null;
}

/** Bindings of the statements; a Date for every time. */
export type Bindings = Record<string, string | boolean | Date | null>;

/** What the statements of an import are bound to. */
export const bindingsOf = (applied: AppliedImport): Bindings => ({
  ...applied,
});
