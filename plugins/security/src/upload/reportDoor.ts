import { z } from 'zod';
import { readErrorAnswer } from '@quarterdeck/plugin-portal-common';

/** What the upload asks: whose report it is, and what was looked for. */
export interface ReportAbout {
  entity: string;
  category: string;
  branch?: string;
  commit?: string;
  tool?: string;
}

/** What the door would make of a report; of its answer what the page shows. */
export const doorPreviewSchema = z.object({
  outcome: z.enum(['accepted', 'rejected']),
  reason: z.string().optional(),
  reasonPath: z.string().optional(),
  check: z.string(),
  bytes: z.number().optional(),
  format: z.string().optional(),
  records: z.number().optional(),
  summary: z.record(z.string(), z.number()).optional(),
  rejectedCount: z.number().optional(),
  rejected: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
});

/** @see doorPreviewSchema */
export type DoorPreview = z.infer<typeof doorPreviewSchema>;

const sourcesSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), title: z.string(), doors: z.array(z.string()) }),
  ),
});

const receiptSchema = z.object({ receipt: z.string() });

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The query of the door for a report. */
export function doorQuery(about: ReportAbout, source?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...about, source })) {
    if (value) query.set(name, value);
  }
  return query.toString();
}

const post = (fetch: Fetch, path: string, body: Blob) =>
  fetch(`plugin://ingest${path}`, {
    method: 'POST',
    // The file itself, never a form: the door finds out what it is.
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });

async function firstSource(fetch: Fetch): Promise<string | undefined> {
  const answer = await fetch('plugin://ingest/v1/sources');
  if (!answer.ok) return undefined;
  const { items } = sourcesSchema.parse(await answer.json());
  return items.find(({ doors }) => doors.includes('reports'))?.id;
}

/**
 * Lets the door read a file without storing anything. `own`: the door takes reports
 * of this person; otherwise it was read as one of the sources that machines send as.
 */
export async function previewReport(
  fetch: Fetch,
  about: ReportAbout,
  file: Blob,
): Promise<{ preview: DoorPreview; own: boolean }> {
  const path = (source?: string) =>
    `/v1/preview/reports?${doorQuery(about, source)}`;
  const asMyself = await post(fetch, path(), file);
  if (asMyself.ok) {
    return {
      preview: doorPreviewSchema.parse(await asMyself.json()),
      own: true,
    };
  }
  const refusal = await readErrorAnswer(asMyself);
  const source = asMyself.status === 403 ? await firstSource(fetch) : undefined;
  if (source === undefined) throw refusal;
  const asSource = await post(fetch, path(source), file);
  if (!asSource.ok) throw await readErrorAnswer(asSource);
  return {
    preview: doorPreviewSchema.parse(await asSource.json()),
    own: false,
  };
}

/** Sends the file; the receipt. */
export async function sendReport(
  fetch: Fetch,
  about: ReportAbout,
  file: Blob,
): Promise<string> {
  const answer = await post(fetch, `/v1/reports?${doorQuery(about)}`, file);
  if (!answer.ok) throw await readErrorAnswer(answer);
  return receiptSchema.parse(await answer.json()).receipt;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The line for a shell or a pipeline that sends the same report. */
export function curlLine(
  baseUrl: string,
  about: ReportAbout,
  fileName: string,
): string {
  return [
    `curl -sS ${quoted(`${baseUrl}/v1/reports?${doorQuery(about)}`)} \\`,
    `  -H "Authorization: Bearer $PORTAL_TOKEN" \\`,
    `  -H 'Content-Type: application/octet-stream' \\`,
    `  --data-binary @${quoted(fileName)}`,
  ].join('\n');
}
