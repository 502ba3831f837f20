import { z } from 'zod';
import { timestamp } from '@quarterdeck/plugin-ingest-common';
import {
  id,
  lenient,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeSha,
  maybeText,
  readableItems,
} from '../bodyValues';

/** Older webhooks write `2026-03-01 10:00:00 UTC`, newer ones ISO 8601. */
const maybeBuildkiteTime = z
  .unknown()
  .optional()
  .transform(value => {
    if (typeof value !== 'string') return undefined;
    const iso = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? UTC$/.test(value)
      ? `${value.slice(0, 10)}T${value.slice(11, -4)}Z`
      : value;
    return timestamp.safeParse(iso).data;
  });

const maybePerson = lenient(
  z.object({ name: maybeText, email: maybeText, id: maybeText }),
);

/** A build as webhooks describe it: without its jobs. */
export const buildkiteBuildSchema = z.object({
  id,
  number: maybeCount,
  url: maybeText,
  web_url: maybeText,
  state: maybeText,
  blocked: maybeFlag,
  message: maybeText,
  commit: maybeSha,
  branch: maybeText,
  tag: maybeText,
  source: maybeText,
  creator: maybePerson,
  author: lenient(z.object({ name: maybeText, email: maybeText })),
  created_at: maybeBuildkiteTime,
  scheduled_at: maybeBuildkiteTime,
  started_at: maybeBuildkiteTime,
  finished_at: maybeBuildkiteTime,
  pull_request: lenient(z.object({ id: maybeId, repository: maybeText })),
  rebuilt_from: lenient(z.object({ id: maybeId, number: maybeCount })),
  triggered_from: lenient(z.object({ build_id: maybeId })),
});

/** @see buildkiteBuildSchema */
export type BuildkiteBuild = z.output<typeof buildkiteBuildSchema>;

/** A job: a command, a block step that a person lets go, or a trigger. */
export const buildkiteJobSchema = z.object({
  id,
  type: maybeText,
  name: maybeText,
  label: maybeText,
  step_key: maybeText,
  state: maybeText,
  web_url: maybeText,
  exit_status: lenient(z.int()),
  soft_failed: maybeFlag,
  retries_count: maybeCount,
  parallel_group_index: maybeCount,
  parallel_group_total: maybeCount,
  agent: lenient(
    z.object({ name: maybeText, meta_data: readableItems(z.string(), 50) }),
  ),
  created_at: maybeBuildkiteTime,
  scheduled_at: maybeBuildkiteTime,
  runnable_at: maybeBuildkiteTime,
  started_at: maybeBuildkiteTime,
  finished_at: maybeBuildkiteTime,
  unblocked_at: maybeBuildkiteTime,
  unblocked_by: maybePerson,
});

/** @see buildkiteJobSchema */
export type BuildkiteJob = z.output<typeof buildkiteJobSchema>;

/** The pipeline a build belongs to. */
export const buildkitePipelineSchema = z.object({
  id: maybeId,
  slug: maybeText,
  name: maybeText,
  url: maybeText,
  web_url: maybeText,
  default_branch: maybeText,
});

/** A whole delivery; `ping` has neither build nor pipeline. */
export const buildkiteBodySchema = z.object({
  event: maybeText,
  build: buildkiteBuildSchema,
  pipeline: lenient(buildkitePipelineSchema),
});

/** @see buildkiteBodySchema */
export type BuildkiteBody = z.output<typeof buildkiteBodySchema>;

/** `acme/shop`: organisation and pipeline, as Backstage's annotation names them. */
export function buildkiteProject({
  build,
  pipeline,
}: BuildkiteBody): string | undefined {
  for (const url of [
    pipeline?.web_url,
    build.web_url,
    pipeline?.url,
    build.url,
  ]) {
    const [, organisation, name] =
      /^https:\/\/(?:api\.)?buildkite\.com\/(?:v\d\/organizations\/)?([^/?#]{1,200})\/(?:pipelines\/)?([^/?#]{1,200})/i.exec(
        url ?? '',
      ) ?? [];
    if (organisation && name) return `${organisation}/${name}`;
  }
  return undefined;
}

/** Its branch; of the build of a tag Buildkite says the tag's name. */
export function branchOf(
  build: Pick<BuildkiteBuild, 'branch' | 'tag'>,
): string | undefined {
  return build.branch === build.tag ? undefined : build.branch;
}
