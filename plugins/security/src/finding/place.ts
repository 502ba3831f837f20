import { z } from 'zod';
import { placeSchema } from '@quarterdeck/plugin-security-common';

/** Where something stands, as the answers say it. */
export type Place = z.infer<typeof placeSchema>;

/** In one line: `src/app.ts:88`, `GET /login (user)`, or the resource. */
export function placeText(place: Place): string {
  // A place of a running app: how it was asked says more than the path alone.
  if (place.method && (place.path ?? place.url)) {
    const parameter = place.parameter ? ` (${place.parameter})` : '';
    return `${place.method} ${place.path ?? place.url}${parameter}`;
  }
  if (place.path) {
    return place.startLine ? `${place.path}:${place.startLine}` : place.path;
  }
  if (place.url) {
    const parameter = place.parameter ? ` (${place.parameter})` : '';
    return `${place.url}${parameter}`;
  }
  return place.name ?? '–';
}

/** The lines that are hit, within what the snippet shows. */
export function hitLines(place: Place): number[] {
  const { startLine } = place;
  if (!startLine) return [];
  const endLine = place.endLine ?? startLine;
  const count = Math.min(endLine - startLine + 1, 500);
  return Array.from({ length: Math.max(1, count) }, (_, at) => startLine + at);
}
