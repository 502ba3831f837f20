import { doorPaths } from '@quarterdeck/plugin-ingest-common';

/** What a person put into "Try a delivery". */
export interface PreviewInput {
  door: 'hooks' | 'events' | 'reports';
  /** Id of the source that would send it. */
  source: string;
  /** Headers as text, one `Name: value` a line. */
  headers: string;
  body: string;
  /** Reports only. */
  report?: { entity?: string; category?: string; ref?: string };
}

/** The request the preview takes, or what is wrong with the headers. */
export type PreviewRequest =
  | { ok: true; path: string; headers: Record<string, string>; body: string }
  | { ok: false; message: string };

/**
 * The browser's or the signed-in person's; a pasted value would either be
 * dropped silently or send the request under another name.
 */
const notSent = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'cookie',
  'host',
  'origin',
  'referer',
  'transfer-encoding',
  'user-agent',
]);

/** Turns the form into the very request the door takes. */
export function previewRequest(input: PreviewInput): PreviewRequest {
  const headers: Record<string, string> = {};
  for (const [index, line] of input.headers.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*?)\s*$/.exec(
      line,
    );
    if (!match) {
      return {
        ok: false,
        message: `Header line ${index + 1} is not “Name: value”.`,
      };
    }
    // fetch refuses control and non-Latin characters with an exception.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(match[2])) {
      return {
        ok: false,
        message: `Header line ${
          index + 1
        } holds a character HTTP cannot carry.`,
      };
    }
    const name = match[1].toLowerCase();
    if (!notSent.has(name)) headers[name] = match[2];
  }
  headers['content-type'] ??= 'application/json';
  const query = new URLSearchParams();
  if (input.door !== 'hooks' && input.source) query.set('source', input.source);
  if (input.door === 'reports') {
    for (const [name, value] of Object.entries(input.report ?? {})) {
      if (value) query.set(name, value);
    }
  }
  const path = {
    hooks: doorPaths.previewHooks(input.source),
    events: doorPaths.previewEvents,
    reports: doorPaths.previewReports,
  }[input.door];
  const search = query.toString();
  return {
    ok: true,
    path: search ? `${path}?${search}` : path,
    headers,
    body: input.body,
  };
}
