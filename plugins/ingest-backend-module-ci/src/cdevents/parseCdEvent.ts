import {
  ParsedEvent,
  ParseOutcome,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { parseEach, readCloudEvent } from '../cloudEventDelivery';
import { readDelivery } from '../readDelivery';
import { CdEvent, cdEvent, cdEventSchema } from './cdEvent';
import { branch, change } from './cdEventChanges';
import { approval, deployment, service } from './cdEventDeployments';
import { incident } from './cdEventIncidents';
import {
  build,
  pipelineRun,
  taskRun,
  testCaseRun,
  testSuiteRun,
} from './cdEventRuns';

const readers = new Map<string, (event: CdEvent) => ParsedEvent[]>([
  ['pipelinerun', pipelineRun],
  ['taskrun', taskRun],
  ['build', build],
  ['testcaserun', testCaseRun],
  ['testsuiterun', testSuiteRun],
  ['service', service],
  ['deployment', deployment],
  ['approval', approval],
  ['change', change],
  ['branch', branch],
  ['incident', incident],
]);

const reasons = new Map<string, string>([
  [
    'artifact',
    'Artifacts are shown with the deployments that carry them; those name them themselves.',
  ],
  [
    'environment',
    'Environments are shown as soon as something is deployed to them.',
  ],
  [
    'repository',
    'Repositories are described by the catalog, not by deliveries.',
  ],
  [
    'testoutput',
    'Test output is a report: send it to POST /api/ingest/v1/reports.',
  ],
  ['ticket', 'Tickets belong to the ticket system; no page shows them.'],
]);

/** Turns one CDEvent into events of ours. */
function parseOne(
  headers: Parameters<WebhookProvider['parse']>[0]['headers'],
  body: unknown,
  now: Date,
): ParseOutcome {
  const envelope = readCloudEvent(headers, body);
  const read = readDelivery(cdEventSchema, envelope.data, 'This CDEvent');
  if (!read.ok) {
    const path = `${envelope.at}${read.rejection.path ?? ''}`;
    return { ...read.rejection, path };
  }
  const parsedAs = read.value.context.type.slice(0, 128);
  const event = cdEvent(read.value, now);
  if (!event) {
    return {
      outcome: 'ignored',
      parsedAs,
      reason: 'Custom events say nothing we know how to read.',
    };
  }
  const events = readers.get(event.kind)?.(event) ?? [];
  if (events.length > 0) return { outcome: 'parsed', parsedAs, events };
  return {
    outcome: 'ignored',
    parsedAs,
    reason:
      reasons.get(event.kind) ??
      `No page shows what ${event.kind}.${event.predicate} tells.`,
  };
}

/** Turns CDEvents into events of ours: bare, in an envelope, beside `ce-` headers, or a batch. Never throws. */
export const parseCdEvent: WebhookProvider['parse'] = ({
  headers,
  body,
  now,
}) => parseEach(body, item => parseOne(headers, item, now));
