import { z } from 'zod';
import { Config } from '@backstage/config';
import { fitsPattern } from '@quarterdeck/plugin-pipelines-common';

const entityPatterns = z.array(z.string().min(1)).min(1).default(['*']);
const text = z.string().min(1);

const targetSchema = z.strictObject({
  kind: z.enum(['github', 'gitlab', 'argo-cd', 'argo-rollouts', 'webhook']),
  /** The provider's name for itself in events: `github.com`. */
  instance: text.optional(),
  /** Nothing outside this address is ever called with the token. */
  url: z.url({ protocol: /^https?$/ }),
  token: text.optional(),
  /** A GitHub App in place of a token: only one may answer protection rules. */
  app: z
    .strictObject({ appId: z.int().positive(), privateKey: text })
    .optional(),
  /** GitLab's trigger token. */
  triggerToken: text.optional(),
  /** How deployments of these entities are rolled back. */
  rollback: z
    .strictObject({
      entities: entityPatterns,
      /** GitHub: file name of the workflow. */
      workflow: text.optional(),
      /** GitHub, GitLab: branch on which it runs. */
      ref: text.default('main'),
      /** Names and values sent along; `{environment}`, `{service}`, `{commit}`, `{version}`, `{deployment}`, `{to_commit}`, `{to_version}`, `{project}`. */
      inputs: z.record(z.string(), z.string()).optional(),
      /** Argo: name and namespace of what is rolled back. */
      name: text.default('{service}'),
      namespace: text.optional(),
    })
    .optional(),
});

/** A provider the portal may call. */
export type OutboundTarget = z.infer<typeof targetSchema> & { id: string };

const outboundSchema = z
  .strictObject({
    /** Hosts that may be called. `api.github.com` means https on its own port. */
    hosts: z.array(text).default([]),
    /** Tries before a call is given up. */
    tries: z.int().min(1).max(20).default(8),
    firstRetrySeconds: z.number().positive().max(3600).default(5),
    timeoutSeconds: z.number().positive().max(60).default(10),
    targets: z
      .record(z.string().regex(/^[a-z0-9-]+$/), targetSchema)
      .default({}),
  })
  .prefault({});

/** `pipelines.outbound` */
export interface OutboundConfig {
  tries: number;
  firstRetrySeconds: number;
  timeoutSeconds: number;
  targets: readonly OutboundTarget[];
  /** Whether an address may be called. */
  mayCall(url: string): boolean;
}

/** `api.github.com` as an origin; what names a scheme stays as it is. */
const originOf = (host: string) =>
  new URL(host.includes('://') ? host : `https://${host}`).origin;

/** Reads `pipelines.outbound`; a mistake stops the start and names its place. */
export function readOutboundConfig(config: Config): OutboundConfig {
  const value: unknown = config.getOptional('pipelines.outbound');
  const parsed = outboundSchema.safeParse(value ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `pipelines.outbound/${issue.path.map(String).join('/')}: ${
        issue.message
      }`,
    );
  }
  const { hosts, targets, ...rest } = parsed.data;
  const origins = new Set(hosts.map(originOf));
  const mayCall = (url: string) => {
    try {
      const { origin, username } = new URL(url);
      return origins.has(origin) && username === '';
    } catch {
      return false;
    }
  };
  const named = Object.entries(targets).map(([id, target]) => ({
    id,
    ...target,
  }));
  for (const { id, url, kind, token, app } of named) {
    if (app && (kind !== 'github' || token)) {
      throw new Error(
        `pipelines.outbound/targets/${id}/app: only for kind "github", and without a token`,
      );
    }
    if (!mayCall(url)) {
      throw new Error(
        `pipelines.outbound/targets/${id}/url: ${
          new URL(url).host
        } is not in pipelines.outbound.hosts`,
      );
    }
  }
  return { ...rest, targets: named, mayCall };
}

/** Whether an address is a target's own, or lies below it. */
export function belongsTo(target: OutboundTarget, url: string): boolean {
  try {
    const own = new URL(target.url);
    const other = new URL(url);
    const folder = own.pathname.replace(/\/?$/, '/');
    // A webhook is called at its address itself.
    const path = other.pathname.replace(/\/?$/, '/');
    return other.origin === own.origin && path.startsWith(folder);
  } catch {
    return false;
  }
}

/** The target that rolls an entity's deployments back. */
export function rollbackTarget(
  { targets }: OutboundConfig,
  deployment: { entityRef: string; instance: string },
): OutboundTarget | undefined {
  return targets.find(
    ({ rollback, instance }) =>
      rollback !== undefined &&
      (instance === undefined || instance === deployment.instance) &&
      rollback.entities.some(pattern =>
        fitsPattern(pattern, deployment.entityRef),
      ),
  );
}
