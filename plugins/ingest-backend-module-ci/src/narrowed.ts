import { Subject } from '@quarterdeck/plugin-ingest-common';

/** A subject narrowed where a name is known and fits; cutting a name could merge two. */
export function narrowed(
  place: { instance: string; project: string },
  narrowing: { workflow?: string; environment?: string } = {},
): Subject {
  const subject: Subject = {
    instance: place.instance,
    project: place.project,
  };
  const { workflow, environment } = narrowing;
  if (workflow && workflow.length <= 512) subject.workflow = workflow;
  if (environment && environment.length <= 255) {
    subject.environment = environment;
  }
  return subject;
}
