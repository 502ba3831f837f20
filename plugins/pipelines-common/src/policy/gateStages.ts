import { DeliveryPolicy, PolicyApproval, PolicyStage } from './deliveryPolicy';
import { parseRequirement } from './checkPolicy';
import { shownStage } from '../stages/mapJobToStage';
import { canonicalEnvironment, sameEnvironment } from './environments';

/** A stage of a policy with its name. */
export interface NamedStage {
  name: string;
  stage: PolicyStage;
}

/** The environment a stage deploys to. */
export function stageEnvironment({ name, stage }: NamedStage): string {
  return stage.environment ?? name;
}

/** The stage that deploys to an environment. */
export function stageOfEnvironment(
  policy: DeliveryPolicy,
  environment: string,
): NamedStage | undefined {
  const named = Object.entries(policy.stages).map(([name, stage]) => ({
    name,
    stage,
  }));
  return (
    named.find(
      one =>
        one.stage.environment !== undefined &&
        sameEnvironment(one.stage.environment, environment),
    ) ??
    named.find(
      one =>
        one.stage.environment === undefined &&
        sameEnvironment(one.name, environment),
    )
  );
}

/**
 * The stages a gate asks: those written before its own that block it, and all
 * that it requires, through others too. In the order of the policy.
 */
export function stagesBefore(
  policy: DeliveryPolicy,
  target: NamedStage,
): NamedStage[] {
  const names = Object.keys(policy.stages);
  const wanted = new Set<string>();
  const require = (name: string) => {
    if (wanted.has(name) || name === target.name) return;
    wanted.add(name);
    for (const text of policy.stages[name]?.requires ?? []) {
      const { within, stage } = parseRequirement(text);
      if (within !== undefined) require(within);
      require(stage);
    }
  };
  for (const text of target.stage.requires) {
    const { within, stage } = parseRequirement(text);
    if (within !== undefined) require(within);
    require(stage);
  }
  for (const name of names.slice(0, names.indexOf(target.name))) {
    wanted.add(name);
  }
  return names
    .filter(name => wanted.has(name))
    .map(name => ({ name, stage: policy.stages[name] }));
}

/** Whether a stage's failure shuts the gate of the target. */
export function blocksTarget({ stage }: NamedStage, target: string): boolean {
  return Array.isArray(stage.blocks)
    ? stage.blocks.includes(target)
    : stage.blocks;
}

const unitSeconds: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** `30m` in seconds. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * (unitSeconds[text.slice(-1)] ?? 1);
}

/** What has to be approved before a commit may go to an environment. */
export function approvalsFor(
  policy: DeliveryPolicy,
  environment: string,
): PolicyApproval[] {
  const target = stageOfEnvironment(policy, environment);
  if (!target) return [];
  return [...stagesBefore(policy, target), target].flatMap(
    ({ stage }) => stage.approval ?? [],
  );
}

/** Whether words name an environment of the policy, and not this one: `verify production`. */
export function namesOtherEnvironment(
  policy: DeliveryPolicy,
  words: string,
  environment: string,
): boolean {
  const others = new Set(
    Object.entries(policy.stages)
      .map(([name, stage]) => ({ name, stage }))
      .filter(
        named =>
          named.stage.environment !== undefined ||
          shownStage(policy, named.name) === 'deploy',
      )
      .map(stageEnvironment)
      .filter(name => !sameEnvironment(name, environment))
      .map(canonicalEnvironment),
  );
  return words
    .toLocaleLowerCase('en-US')
    .split(/[^a-z0-9]+/)
    .some(word => others.has(canonicalEnvironment(word)));
}
