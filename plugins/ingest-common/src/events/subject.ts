import { z } from 'zod';

/**
 * The provider's own name for the thing an event speaks of.
 *
 * `instance` is the host (`github.com`, `gitlab.acme.example`), `project` the
 * path below it (`acme/payments-api`). The other parts narrow it, so that a
 * monorepo's workflows can belong to different entities.
 */
export const subjectSchema = z.object({
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  workflow: z.string().min(1).max(512).optional(),
  environment: z.string().min(1).max(255).optional(),
  path: z.string().min(1).max(1024).optional(),
});

/** @see subjectSchema */
export type Subject = z.infer<typeof subjectSchema>;

const narrowingParts = ['workflow', 'environment', 'path'] as const;

/**
 * A subject as one string: `github.com/acme/shop#workflow=CI`. Reversible with
 * {@link parseSubjectKey}; equal subjects give equal strings.
 */
export function subjectKey(subject: Subject): string {
  const parts = new URLSearchParams();
  for (const part of narrowingParts) {
    const value = subject[part];
    if (value !== undefined) parts.set(part, value);
  }
  const narrowing = parts.toString();
  const instance = escaped(subject.instance).replaceAll('/', '%2F');
  const base = `${instance}/${escaped(subject.project)}`;
  return narrowing ? `${base}#${narrowing}` : base;
}

/** The reverse of {@link subjectKey}; `undefined` when the text is not a subject. */
export function parseSubjectKey(key: string): Subject | undefined {
  const hash = key.indexOf('#');
  const base = hash === -1 ? key : key.slice(0, hash);
  const slash = base.indexOf('/');
  if (slash <= 0) return undefined;
  const narrowing = new URLSearchParams(hash === -1 ? '' : key.slice(hash + 1));
  const parsed = subjectSchema.safeParse({
    instance: unescaped(base.slice(0, slash)),
    project: unescaped(base.slice(slash + 1)),
    workflow: narrowing.get('workflow') ?? undefined,
    environment: narrowing.get('environment') ?? undefined,
    path: narrowing.get('path') ?? undefined,
  });
  return parsed.success ? parsed.data : undefined;
}

/** Hides what separates the parts of a key; `%` itself, so that it can be undone. */
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('#', '%23');
}

function unescaped(value: string): string {
  return value
    .replaceAll('%2F', '/')
    .replaceAll('%23', '#')
    .replaceAll('%25', '%');
}

/**
 * The keys under which a claim for this subject may be filed, the narrowest
 * first: an exact workflow claim beats a claim of the whole project.
 */
export function claimKeys(subject: Subject): string[] {
  const { instance, project } = subject;
  const keys = [subjectKey(subject)];
  for (const part of narrowingParts) {
    const value = subject[part];
    if (value !== undefined) {
      keys.push(subjectKey({ instance, project, [part]: value }));
    }
  }
  keys.push(subjectKey({ instance, project }));
  return [...new Set(keys)];
}
