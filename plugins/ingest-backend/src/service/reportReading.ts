import { z } from 'zod';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { Reading } from './delivery';
import { DoorSource } from './doorSources';
import { RefusalError, refuse } from './refusal';

const word = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i);

const reportQuerySchema = z.object({
  entity: z.string().min(3).max(512),
  category: word,
  ref: z.string().min(1).max(512).optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/i, 'must be a commit id')
    .optional(),
  format: word.optional(),
});

/** What the query of a report says about it. */
export interface ReportAbout {
  entityRef: string;
  category: string;
  format: string;
  ref?: string;
  commit?: string;
}

/** Checks the query of a report, and that its source may speak for the entity. */
export function reportAbout(query: unknown, source: DoorSource): ReportAbout {
  const parsed = reportQuerySchema.safeParse(query);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue.path[0] ?? '');
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        `The query needs entity and category; ref, commit and format are optional. ${name}: ${issue.message}`,
        `/query/${name}`,
      ),
    );
  }
  const { entity, category, ref, commit, format } = parsed.data;
  let entityRef: string;
  try {
    entityRef = stringifyEntityRef(
      parseEntityRef(entity, { defaultKind: 'component' }),
    );
  } catch {
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        'The entity must be a ref such as component:default/shop.',
        '/query/entity',
      ),
    );
  }
  const { id } = source.config;
  if (!source.resolver.maySpeakFor(entityRef)) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${id}" may not speak for ${entityRef}. Ask the platform team to add it to ingest.sources.${id}.entities.`,
        '/query/entity',
      ),
    );
  }
  if (!source.rights.maySend('report.received.v1')) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${id}" may not send reports.`,
      ),
    );
  }
  return {
    entityRef: entityRef.toLocaleLowerCase('en-US'),
    category,
    format: format ?? 'unknown',
    ref,
    commit,
  };
}

/** The one event of a report. Its records come with the parsers of the areas. */
export function reportReading(options: {
  about: ReportAbout;
  bytes: number;
  source: string;
  receipt?: string;
  traceparent?: string;
  now: Date;
}): Reading {
  const { about, bytes, now } = options;
  const event: NewEvent<'report.received.v1'> = {
    type: 'report.received.v1',
    entityRef: about.entityRef,
    occurredAt: now,
    deliveryId: options.receipt,
    source: options.source,
    traceparent: options.traceparent,
    correlation: about.commit ? { sha: about.commit } : undefined,
    data: {
      category: about.category,
      format: about.format,
      ref: about.ref,
      commit: about.commit,
      bytes,
      recordCount: 0,
      rejectedCount: 0,
      summary: {},
    },
  };
  return {
    status: 'accepted',
    parsedAs: `${about.category} report`,
    events: [{ event, resolvedBy: 'explicit' }],
  };
}
