import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Subject, timestamp } from '@quarterdeck/plugin-ingest-common';
import { boundedId } from '../boundedId';
import { lenient, maybeText } from '../bodyValues';
import { urlPlace } from '../urlPlace';

/** Something an event refers to: by id, in a system named by its source. */
const referenceSchema = lenient(
  z.object({
    id: z.string().min(1).max(1024),
    source: maybeText,
    name: maybeText,
  }),
);

/** @see referenceSchema */
export type Reference = z.output<typeof referenceSchema>;

/** The parts of a subject's content that mean something to us, of all subjects. */
const fieldsSchema = z.object({
  pipelineName: maybeText,
  taskName: maybeText,
  outcome: maybeText,
  errors: maybeText,
  reason: maybeText,
  severity: maybeText,
  // The documents call it `url`, the schemas `uri`.
  url: maybeText,
  uri: maybeText,
  viewUrl: maybeText,
  name: maybeText,
  description: maybeText,
  user: maybeText,
  creator: maybeText,
  artifactId: maybeText,
  trigger: lenient(z.object({ type: maybeText, uri: maybeText })),
  pipelineRun: referenceSchema,
  environment: referenceSchema,
  service: referenceSchema,
  repository: referenceSchema,
  change: referenceSchema,
  testCase: referenceSchema,
  testSuite: referenceSchema,
  testSuiteRun: referenceSchema,
  approvalDetailsUrl: maybeText,
  ticketURI: maybeText,
  resourceTargetUrl: maybeText,
  requestor: maybeText,
  responder: maybeText,
  decision: maybeText,
  status: maybeText,
});

const nothing = fieldsSchema.parse({});

// An odd content never costs the event: what it names is in the subject.
const contentSchema = fieldsSchema.catch(nothing);

const named = z.string().min(1).max(1024);

/** A CDEvent of version 0.3 to 0.6-draft. */
export const cdEventSchema = z.object({
  context: z.object({
    // `version` up to 0.4, `specversion` from 0.5.
    version: maybeText,
    specversion: maybeText,
    id: named,
    source: named,
    type: z.string().min(1).max(256),
    timestamp: maybeText,
    chainId: maybeText,
  }),
  subject: z.object({
    id: named,
    source: maybeText,
    type: maybeText,
    content: contentSchema,
  }),
});

/** @see cdEventSchema */
export type CdEventBody = z.output<typeof cdEventSchema>;

/** A CDEvent whose type has been taken apart. */
export interface CdEvent {
  context: CdEventBody['context'];
  subject: CdEventBody['subject'];
  content: z.output<typeof contentSchema>;
  /** `pipelinerun` */
  kind: string;
  /** `finished` */
  predicate: string;
  instance: string;
  /** Path of the source, for what has no project of its own. */
  project: string;
  at: string;
}

const typePattern = /^dev\.cdevents\.([a-z]{1,64})\.([a-z]{1,64})(?:\.|$)/i;

/** Takes an event's type and source apart; `undefined` when the type is no CDEvent's. */
export function cdEvent(body: CdEventBody, now: Date): CdEvent | undefined {
  const { context, subject } = body;
  const [, kind, predicate] = typePattern.exec(context.type) ?? [];
  if (!kind || !predicate) return undefined;
  const place = placeOf(subject.source ?? context.source);
  return {
    context,
    subject,
    content: subject.content,
    kind: kind.toLowerCase(),
    predicate: predicate.toLowerCase(),
    ...place,
    at: timeOf(context.timestamp) ?? now.toISOString(),
  };
}

/** Where a source stands. Most are paths without a host: then the instance is `cdevents`. */
export function placeOf(source: string): { instance: string; project: string } {
  const place = urlPlace(source);
  const path = place ? place.path : source.replace(/^\/+|\/+$/g, '');
  const instance = place?.host ?? 'cdevents';
  return { instance, project: path.slice(0, 512) || instance };
}

/** ISO 8601, or milliseconds since 1970 as some senders write them. */
function timeOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text)).toISOString();
  const read = timestamp.safeParse(text);
  return read.success ? read.data : undefined;
}

/** The repository of a change or branch, else the place of the event itself. */
export function repositoryPlace(event: CdEvent): {
  instance: string;
  project: string;
} {
  const { repository } = event.content;
  if (!repository) return event;
  const host = repository.source && urlPlace(repository.source)?.host;
  return {
    instance: host || event.instance,
    project: repository.id.slice(0, 512),
  };
}

/** An id of at most 128 characters for something an event names. */
export function idOf(name: string): string {
  return boundedId(name);
}

/** An id that several parts make together. */
export function joinedId(...parts: (string | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(part => part ?? null)))
    .digest('hex')
    .slice(0, 40);
}

/** The parts of a subject that a name narrows; too long a name narrows nothing. */
export function subjectAt(
  { instance, project }: { instance: string; project: string },
  narrowing: { workflow?: string; environment?: string } = {},
): Subject {
  const { workflow, environment } = narrowing;
  return {
    instance,
    project,
    workflow: workflow && workflow.length <= 512 ? workflow : undefined,
    environment:
      environment && environment.length <= 255 ? environment : undefined,
  };
}

/** What shows the thing. */
export function linkOf({ content }: CdEvent): string | undefined {
  return content.viewUrl ?? content.uri ?? content.url;
}

/** `pkg:oci/myapp@sha256%3A0b31…` taken apart. */
export function artifactOf(purl: string | undefined) {
  if (!purl) return undefined;
  const [, name, version] =
    /^pkg:[a-z0-9.+-]+\/(?:[^@?#]{1,512}\/)?([^/@?#]{1,512})(?:@([^?#]{1,512}))?/i.exec(
      purl,
    ) ?? [];
  const decoded = version && decode(version);
  const digest = decoded && /^sha\d+:[0-9a-f]+$/i.test(decoded) ? decoded : '';
  return {
    name: name ? decode(name) : purl.slice(0, 512),
    version: digest ? undefined : decoded,
    digest: digest.slice(0, 160) || undefined,
    purl,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
