import { EventInputs } from '../providerEvent';
import { JenkinsPlace } from './jenkinsPlace';

/** What every report of a build says of it, whatever its form. */
export function runFacts(
  place: JenkinsPlace,
  build: { title?: string; branch?: string; sha?: string; url?: string },
) {
  const { provider, instance, project, change } = place;
  const isChange = change !== undefined;
  return {
    provider,
    instance,
    project,
    externalId: place.runId,
    // Jenkins numbers builds anew when it builds again.
    attempt: 1,
    number: place.number,
    pipeline: { name: project },
    title: build.title,
    trigger: isChange ? ('change' as const) : ('unknown' as const),
    branch: place.branch ?? build.branch,
    sha: build.sha,
    changes: isChange ? [{ externalId: change }] : [],
    url: build.url ?? place.url,
  } satisfies Partial<EventInputs['ci.run.v1']>;
}
