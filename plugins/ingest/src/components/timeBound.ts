const units: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * `now-24h`, `now` or an ISO time as ISO; `undefined` for "no bound" and for
 * text that is neither. To the minute, so that asking twice asks for the same.
 */
export function timeBound(text: string | undefined, now: Date) {
  if (!text || text === 'now') return undefined;
  const relative = /^now-(\d{1,4})([mhdw])$/.exec(text);
  if (relative) {
    const minute = Math.floor(now.getTime() / units.m) * units.m;
    return new Date(
      minute - Number(relative[1]) * units[relative[2]],
    ).toISOString();
  }
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
