import { DeliveryPolicy } from './deliveryPolicy';

/** Something that fits the form of a policy and still cannot be meant. */
export interface PolicyIssue {
  path: (string | number)[];
  message: string;
}

/** `staging.verify.passed` in its parts. */
export interface Requirement {
  text: string;
  stage: string;
  /** The stage of the environment in which it has to pass; absent: anywhere. */
  within?: string;
}

/** Reads a requirement that fits its pattern. */
export function parseRequirement(text: string): Requirement {
  const parts = text.split('.');
  return parts.length === 3
    ? { text, within: parts[0], stage: parts[1] }
    : { text, stage: parts[0] };
}

/** Own keys only: a stage may be called `constructor`. */
const has = (stages: object, name: string) => Object.hasOwn(stages, name);

function unknownStages({ stages, jobs }: DeliveryPolicy): PolicyIssue[] {
  const known = Object.keys(stages).join(', ');
  const issues: PolicyIssue[] = [];
  const demand = (name: string, path: (string | number)[]) => {
    if (has(stages, name)) return;
    issues.push({
      path,
      message: `there is no stage "${name}"; known: ${known}`,
    });
  };
  for (const [name, stage] of Object.entries(stages)) {
    stage.requires.forEach((text, index) => {
      const { within, stage: required } = parseRequirement(text);
      const path = ['stages', name, 'requires', index];
      if (within !== undefined) demand(within, path);
      demand(required, path);
    });
    if (Array.isArray(stage.blocks)) {
      stage.blocks.forEach((blocked, index) =>
        demand(blocked, ['stages', name, 'blocks', index]),
      );
    }
  }
  jobs.forEach((rule, index) => demand(rule.stage, ['jobs', index, 'stage']));
  return issues;
}

/** The first way round, `a → b → a`, for each stage that starts one. */
function cycles({ stages }: DeliveryPolicy): PolicyIssue[] {
  const edges = new Map(
    Object.entries(stages).map(([name, stage]) => [
      name,
      stage.requires.flatMap(text => {
        const { within, stage: required } = parseRequirement(text);
        return within === undefined ? [required] : [within, required];
      }),
    ]),
  );
  const issues: PolicyIssue[] = [];
  const finished = new Set<string>();
  const walk = (name: string, trail: string[]) => {
    const at = trail.indexOf(name);
    if (at >= 0) {
      const way = [...trail.slice(at), name].join(' → ');
      issues.push({
        path: ['stages', name, 'requires'],
        message: `stages wait for each other: ${way}`,
      });
      return;
    }
    if (finished.has(name)) return;
    for (const next of edges.get(name) ?? []) walk(next, [...trail, name]);
    finished.add(name);
  };
  for (const name of edges.keys()) walk(name, []);
  return issues;
}

/** What the form alone cannot tell: unknown stages, stages that wait in a ring. */
export function checkPolicy(policy: DeliveryPolicy): PolicyIssue[] {
  const issues = unknownStages(policy);
  if (Object.keys(policy.stages).length === 0) {
    issues.push({ path: ['stages'], message: 'names no stage' });
  }
  return [...issues, ...cycles(policy)];
}
