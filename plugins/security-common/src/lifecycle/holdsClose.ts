/** When many findings vanish at once, the next scan has to agree. */
export interface HoldSettings {
  /** Share of the open ones that may vanish at once. */
  share: number;
  /** Fewer than this are never held. */
  atLeast: number;
}

/** The usual settings. */
export const defaultHold: HoldSettings = { share: 0.5, atLeast: 10 };

/**
 * Whether what is missing in a whole and successful scan waits for the next one:
 * too much of it vanished, or the tool or its rules are not the same as before.
 */
export function holdsClose(
  {
    open,
    missing,
    toolChanged,
  }: {
    /** Open before the import, without those that wait already. */
    open: number;
    missing: number;
    toolChanged: boolean;
  },
  settings: HoldSettings = defaultHold,
): boolean {
  if (missing === 0 || missing < settings.atLeast) return false;
  return toolChanged || missing > open * settings.share;
}
