import { z } from 'zod';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import {
  id,
  lenient,
  maybeCount,
  maybeFlag,
  maybeSha,
  maybeText,
  maybeTime,
} from '../bodyValues';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import {
  BitbucketDelivery,
  bitbucketLinks,
  maybeAccount,
  pullRequestSide,
} from './bitbucketBody';

const verdictSchema = lenient(
  z.object({ date: maybeTime, user: maybeAccount }),
);

const bodySchema = z.object({
  actor: maybeAccount,
  pullrequest: z.object({
    id,
    title: maybeText,
    state: maybeText,
    draft: maybeFlag,
    author: maybeAccount,
    closed_by: maybeAccount,
    source: pullRequestSide,
    destination: pullRequestSide,
    merge_commit: lenient(z.object({ hash: maybeSha })),
    comment_count: maybeCount,
    created_on: maybeTime,
    updated_on: maybeTime,
    links: bitbucketLinks,
  }),
  approval: verdictSchema,
  changes_request: verdictSchema,
});

type Body = z.output<typeof bodySchema>;
type Verdict = EventInputs['change.reviewed.v1']['state'];

const verdicts = new Map<string, Verdict>([
  ['pullrequest:approved', 'approved'],
  ['pullrequest:unapproved', 'dismissed'],
  ['pullrequest:changes_request_created', 'changes_requested'],
  ['pullrequest:changes_request_removed', 'dismissed'],
  ['pullrequest:comment_created', 'commented'],
]);

const states = new Map<string, EventInputs['change.v1']['state']>([
  ['open', 'open'],
  ['draft', 'open'],
  ['merged', 'merged'],
  ['declined', 'closed'],
  ['superseded', 'closed'],
]);

/** What the event says of a body whose word nobody knows. */
const told = new Map<string, EventInputs['change.v1']['state']>([
  ['pullrequest:fulfilled', 'merged'],
  ['pullrequest:rejected', 'closed'],
]);

/** `pullrequest:*`: the pull request as it now stands, and a review if it is one. */
export function parsePullRequest(delivery: BitbucketDelivery): ParseOutcome {
  const read = readDelivery(
    bodySchema,
    delivery.body,
    `Bitbucket's ${delivery.event} webhook`,
  );
  if (!read.ok) return read.rejection;
  const change = changeOf(read.value, delivery);
  const subject: Subject = {
    instance: 'bitbucket.org',
    project: delivery.project,
  };
  const correlation = {
    sha: change.headSha,
    change: `${delivery.project}#${change.externalId}`,
  };
  const events = [
    providerEvent({
      type: 'change.v1',
      subject,
      at: change.observedAt,
      correlation,
      data: change,
    }),
  ];
  const verdict = verdicts.get(delivery.event);
  if (verdict) {
    const data = reviewOf(verdict, read.value, change);
    events.push(
      providerEvent({
        type: 'change.reviewed.v1',
        subject,
        at: data.submittedAt,
        correlation,
        data,
      }),
    );
  }
  return { outcome: 'parsed', parsedAs: delivery.event, events };
}

function changeOf(
  { actor, pullrequest: pull }: Body,
  { event, project, webUrl, now }: BitbucketDelivery,
): EventInputs['change.v1'] {
  const state =
    states.get(pull.state?.toLowerCase() ?? '') ?? told.get(event) ?? 'open';
  const observedAt = pull.updated_on ?? pull.created_on ?? now.toISOString();
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project,
    externalId: pull.id,
    number: /^\d{1,9}$/.test(pull.id) ? Number(pull.id) : undefined,
    title: pull.title ?? `Pull request ${pull.id}`,
    state,
    draft: pull.draft ?? pull.state?.toLowerCase() === 'draft',
    author: pull.author,
    mergedBy:
      state === 'merged'
        ? pull.closed_by ??
          (event === 'pullrequest:fulfilled' ? actor : undefined)
        : undefined,
    sourceBranch: pull.source?.branch?.name,
    targetBranch: pull.destination?.branch?.name,
    headSha: pull.source?.commit?.hash,
    baseSha: pull.destination?.commit?.hash,
    mergeSha: state === 'merged' ? pull.merge_commit?.hash : undefined,
    createdAt: pull.created_on,
    // Bitbucket has no times of its own for these; nothing moves after them.
    mergedAt: state === 'merged' ? pull.updated_on : undefined,
    closedAt: state === 'open' ? undefined : pull.updated_on,
    observedAt,
    url: pull.links?.html?.href ?? `${webUrl}/pull-requests/${pull.id}`,
  };
}

function reviewOf(
  state: Verdict,
  { actor, approval, changes_request: request }: Body,
  change: EventInputs['change.v1'],
): EventInputs['change.reviewed.v1'] {
  const reviewer = approval?.user ?? request?.user ?? actor;
  const submittedAt = approval?.date ?? request?.date ?? change.observedAt;
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project: change.project,
    externalId: `${change.externalId}/${
      reviewer?.login.slice(0, 60) ?? 'somebody'
    }/${submittedAt}`,
    changeExternalId: change.externalId,
    state,
    reviewer,
    submittedAt,
    sha: change.headSha,
    url: change.url,
  };
}
