import { Subject } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { deploymentsByName } from '../deploymentByName';
import { providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import { tokenHeader } from '../tokenHeader';
import {
  Attributes,
  maxSpans,
  otlpBodySchema,
  OtlpSpan,
  otlpSpanSchema,
} from './otlpBody';
import { otlpDeployment, otlpJob, otlpRun, PlacedSpan } from './otlpEvents';
import { otlpPlace } from './otlpPlace';
import { conventionalNames } from './receiverWords';
import { resourceJob } from './resourceJob';

const what = "OpenTelemetry's export";

function subjectOf({ all, place }: PlacedSpan): Subject {
  const workflow = all['cicd.pipeline.name'];
  return {
    ...place,
    workflow: workflow && workflow.length <= 512 ? workflow : undefined,
  };
}

/** A task run, and the deployment it is by its name. */
function jobOf(placed: PlacedSpan): ParsedEvent[] {
  const subject = subjectOf(placed);
  const data = otlpJob(placed);
  return [
    providerEvent({
      type: 'ci.job.v1',
      subject,
      at: data.observedAt,
      correlation: { sha: data.sha, run: data.runExternalId },
      data,
    }),
    ...deploymentsByName(otlpDeployment(placed, data), subject),
  ];
}

/** What a span is by its own attributes; those of the resource every span of a run shares. */
function eventsOf(placed: PlacedSpan): ParsedEvent[] {
  const { span, all, place } = placed;
  const own = span.attributes;
  const subject = subjectOf(placed);
  if (own['cicd.pipeline.task.run.id'] ?? own['cicd.pipeline.task.name']) {
    return jobOf(placed);
  }
  const isRun =
    own['cicd.pipeline.result'] ??
    own['cicd.pipeline.run.state'] ??
    (span.parentSpanId
      ? undefined
      : all['cicd.pipeline.run.id'] ?? all['cicd.pipeline.name']);
  if (!isRun) return [];
  const data = otlpRun(placed);
  const change = data.changes?.[0]?.externalId;
  return [
    providerEvent({
      type: 'ci.run.v1',
      subject,
      at: data.observedAt,
      correlation: {
        sha: data.sha,
        run: data.externalId,
        change: change && `${place.project}#${change}`.slice(0, 512),
        trace: span.traceId,
      },
      data,
    }),
  ];
}

/** The spans of one resource: of a CI system, or of the one task run it names. */
function ofResource(
  shared: Attributes,
  spans: readonly OtlpSpan[],
  now: Date,
): ParsedEvent[] {
  const placed = (span: OtlpSpan): PlacedSpan => {
    const all = conventionalNames({ ...shared, ...span.attributes });
    return { span, all, place: otlpPlace(all), now };
  };
  if (shared['cicd.pipeline.task.run.id']) {
    const found = resourceJob(spans);
    return found ? jobOf({ ...placed(found.job), queue: found.queue }) : [];
  }
  return spans.flatMap(span => eventsOf(placed(span)));
}

/** Turns the spans of a pipeline run into a run and its jobs. Never throws. */
const parse: WebhookProvider['parse'] = ({ body, now }) => {
  const read = readDelivery(otlpBodySchema, body, what);
  if (!read.ok) return read.rejection;
  const events: ParsedEvent[] = [];
  let seen = 0;
  for (const [
    index,
    { resource, scopeSpans },
  ] of read.value.resourceSpans.entries()) {
    const values = scopeSpans.flatMap(({ spans }) => spans);
    seen += values.length;
    if (seen > maxSpans) {
      return {
        outcome: 'rejected',
        message: `${what} has more than ${maxSpans} spans. Send smaller batches.`,
        path: `/resourceSpans/${index}`,
      };
    }
    const spans = values.flatMap(value => {
      const span = otlpSpanSchema.safeParse(value);
      return span.success ? [span.data] : [];
    });
    events.push(...ofResource(resource?.attributes ?? {}, spans, now));
  }
  const parsedAs = `${seen} ${seen === 1 ? 'span' : 'spans'}`;
  return events.length > 0
    ? { outcome: 'parsed', parsedAs, events }
    : {
        outcome: 'ignored',
        parsedAs,
        reason:
          'No span speaks of a pipeline: none has cicd.pipeline attributes.',
      };
};

/** Spans of CI systems by OTLP/HTTP in JSON, by OpenTelemetry's conventions for CI/CD. */
export const otlpProvider: WebhookProvider = {
  kind: 'otlp',
  check: 'OTLP/HTTP JSON, token',
  verify: tokenHeader,
  // An export has no id; one that is sent again has the same bytes.
  deliveryKey: () => undefined,
  parse,
  keepHeaders: ['content-type', 'user-agent'],
  annotations: [
    {
      annotation: 'github.com/project-slug',
      value: (subject: Subject) =>
        subject.instance === 'github.com' ? subject.project : undefined,
    },
  ],
};
