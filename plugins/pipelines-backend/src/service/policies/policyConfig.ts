import { z } from 'zod';
import { Config } from '@backstage/config';
import {
  DeliveryPolicy,
  fitsPattern,
} from '@quarterdeck/plugin-pipelines-common';
import { checkPolicyData, parsePolicy } from './parsePolicy';

/** A policy of the configuration and whom it covers. */
export interface ConfiguredPolicy {
  /** `pipelines.policies[0]` */
  location: string;
  entities: readonly string[];
  policy: DeliveryPolicy;
  text: string;
}

const entriesSchema = z.array(
  z.strictObject({
    /** Entity refs; `*` for any characters. */
    entities: z.array(z.string().min(1)).min(1).default(['*']),
    /** Keys of a policy, or its YAML as text. */
    policy: z.union([z.string(), z.record(z.string(), z.unknown())]),
  }),
);

/** Reads `pipelines.policies`; a mistake stops the start and names its place. */
export function readPolicyConfig(config: Config): ConfiguredPolicy[] {
  const value: unknown = config.getOptional('pipelines.policies');
  const entries = entriesSchema.safeParse(value ?? []);
  if (!entries.success) {
    const [issue] = entries.error.issues;
    throw new Error(
      `pipelines.policies/${issue.path.map(String).join('/')}: ${
        issue.message
      }`,
    );
  }
  return entries.data.map(({ entities, policy }, index) => {
    const location = `pipelines.policies[${index}]`;
    const parsed =
      typeof policy === 'string'
        ? parsePolicy(policy)
        : checkPolicyData(policy);
    if (!parsed.ok) {
      const [{ path, message, line, column }] = parsed.problems;
      const place = line === null ? '' : ` (line ${line}, column ${column})`;
      throw new Error(`${location}.policy.${path}${place}: ${message}`);
    }
    return {
      location,
      entities,
      policy: parsed.policy,
      text:
        typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2),
    };
  });
}

/** The first policy of the configuration that covers an entity. */
export function configuredPolicy(
  policies: readonly ConfiguredPolicy[],
  entityRef: string,
): ConfiguredPolicy | undefined {
  return policies.find(({ entities }) =>
    entities.some(pattern => fitsPattern(pattern, entityRef)),
  );
}
