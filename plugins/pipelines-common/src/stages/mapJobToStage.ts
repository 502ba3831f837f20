import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { PipelineStage, pipelineStageTitles } from './pipelineStages';
import { StageExplanation } from './stageAnswers';

/** What a job, or a stage the provider reports, is placed by. */
export interface MappableJob {
  name: string;
  /** The provider's word for its stage. */
  stage?: string;
  pipeline?: string;
  kind: 'build' | 'test' | 'scan' | 'deploy' | 'approval' | 'unknown';
}

/** Where a job stands, and why. */
export interface MappedJob {
  stage: PipelineStage;
  /** The stage of the policy it counts for. */
  policyStage: string | null;
  explanation: StageExplanation;
}

interface WordRule {
  words: RegExp;
  stage: PipelineStage;
  /** Stages of a policy it counts for; the first one declared. */
  policyStages: readonly string[];
}

/** Words begin a word; what is told apart first stands first. */
const begin = '(?<![a-z])';
const word = (words: string) => new RegExp(`${begin}(?:${words})`);

/** Order decides: "scan image" is a security scan, "build image" is packaging. */
const wordRules: readonly WordRule[] = [
  {
    words: word('verif|smoke|post-?deploy|health-?check|analysis'),
    stage: 'monitor',
    policyStages: ['verify', 'monitor'],
  },
  {
    words: word('monitor|observ|watch'),
    stage: 'monitor',
    policyStages: ['monitor'],
  },
  {
    words: word(
      'deploy|promote|rollout|rollback|staging|production|prod(?![a-z])',
    ),
    stage: 'deploy',
    policyStages: [],
  },
  {
    words: word(
      'sast|dast|secur|codeql|trivy|snyk|grype|semgrep|gitleaks|zap(?![a-z])|secrets?[ _-]?scan|depend[a-z]*[ _-]?(?:scan|review|check)|licen[cs]e|sbom|vuln|scan|audit',
    ),
    stage: 'security',
    policyStages: ['security', 'scan'],
  },
  {
    words: word('lint|format|prettier|eslint|type-?check|valid|static'),
    stage: 'test',
    policyStages: ['validate', 'test'],
  },
  {
    words: word(
      'test|unit|e2e|integration|spec(?![a-z])|coverage|cypress|playwright|jest|pytest|bench',
    ),
    stage: 'test',
    policyStages: ['test'],
  },
  {
    words: word('packag|publish|docker|image|push|releas|artifact|sign|helm'),
    stage: 'package',
    policyStages: ['package', 'build'],
  },
  {
    words: word('build|compil|assembl|make|bundle'),
    stage: 'build',
    policyStages: ['build'],
  },
  {
    words: word('checkout|clone|fetch|source|setup|prepar|init|changes|detect'),
    stage: 'source',
    policyStages: ['source'],
  },
];

const kindRules: Record<
  MappableJob['kind'],
  { stage: PipelineStage; policyStages: readonly string[] } | undefined
> = {
  build: { stage: 'build', policyStages: ['build'] },
  test: { stage: 'test', policyStages: ['test'] },
  scan: { stage: 'security', policyStages: ['security', 'scan'] },
  deploy: { stage: 'deploy', policyStages: [] },
  approval: { stage: 'deploy', policyStages: ['approve'] },
  unknown: undefined,
};

/** Whether `*` in a pattern can stand for what makes it the text. Linear, whoever wrote it. */
export function fitsPattern(pattern: string, text: string): boolean {
  const wanted = pattern.toLocaleLowerCase('en-US').split('*');
  const value = text.toLocaleLowerCase('en-US');
  const first = wanted[0];
  const last = wanted[wanted.length - 1];
  if (wanted.length === 1) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of wanted.slice(1, -1)) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

const slug = (text: string) =>
  text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const declared = (
  policy: DeliveryPolicy | undefined,
  names: readonly string[],
) => names.find(name => policy && Object.hasOwn(policy.stages, name)) ?? null;

/** Where the jobs of a policy's stage are shown. */
export function shownStage(
  policy: DeliveryPolicy | undefined,
  name: string,
): PipelineStage {
  const own =
    policy && Object.hasOwn(policy.stages, name)
      ? policy.stages[name].as
      : undefined;
  if (own) return own;
  if (name === 'approve') return 'deploy';
  const text = slug(name);
  return wordRules.find(rule => rule.words.test(text))?.stage ?? 'test';
}

function byTeam(
  job: MappableJob,
  policy: DeliveryPolicy,
): MappedJob | undefined {
  const values = { name: job.name, stage: job.stage, pipeline: job.pipeline };
  for (const [index, rule] of policy.jobs.entries()) {
    const value = values[rule.on];
    const patterns = [rule.match].flat();
    const fitting =
      value === undefined
        ? undefined
        : patterns.find(pattern => fitsPattern(pattern, value));
    if (fitting === undefined) continue;
    const stage = shownStage(policy, rule.stage);
    return {
      stage,
      policyStage: rule.stage,
      explanation: {
        rule: index + 1,
        from: 'policy',
        text: `${rule.on} matches "${fitting}" → ${rule.stage}, shown under ${
          pipelineStageTitles[stage]
        }; rule ${index + 1} of the policy`,
      },
    };
  }
  for (const on of ['stage', 'name'] as const) {
    const value = values[on];
    const name = value === undefined ? '' : slug(value);
    if (!Object.hasOwn(policy.stages, name)) continue;
    const stage = shownStage(policy, name);
    return {
      stage,
      policyStage: name,
      explanation: {
        rule: 0,
        from: 'policy',
        text: `${on} is the policy's stage "${name}" → ${pipelineStageTitles[stage]}`,
      },
    };
  }
  return undefined;
}

function byWords(
  job: MappableJob,
  policy?: DeliveryPolicy,
): MappedJob | undefined {
  for (const on of ['name', 'stage', 'pipeline'] as const) {
    const value = job[on]?.toLocaleLowerCase('en-US');
    if (value === undefined) continue;
    const index = wordRules.findIndex(rule => rule.words.test(value));
    if (index < 0) continue;
    const { stage, policyStages, words } = wordRules[index];
    const found = words.exec(value)?.[0] ?? '';
    return {
      stage,
      policyStage: declared(policy, policyStages),
      explanation: {
        rule: index + 1,
        from: 'built_in',
        text: `${on} matches /${found}/ → ${pipelineStageTitles[stage]}; rule ${
          index + 1
        }`,
      },
    };
  }
  return undefined;
}

/**
 * The stage a job stands in. Rules of the team come first, then stages of its
 * policy that are called the same, then the words of the job's name, of its
 * stage and of its pipeline, and last the kind its provider told.
 */
export function mapJobToStage(
  job: MappableJob,
  policy?: DeliveryPolicy,
): MappedJob {
  const found = (policy && byTeam(job, policy)) ?? byWords(job, policy);
  if (found) return found;
  const kind = kindRules[job.kind];
  if (kind) {
    return {
      stage: kind.stage,
      policyStage: declared(policy, kind.policyStages),
      explanation: {
        rule: wordRules.length + 1,
        from: 'built_in',
        text: `the provider calls it ${job.kind} → ${
          pipelineStageTitles[kind.stage]
        }; rule ${wordRules.length + 1}`,
      },
    };
  }
  return {
    stage: 'build',
    policyStage: null,
    explanation: {
      rule: 0,
      from: 'none',
      text: 'no rule fits; shown under Build. Add a rule to the delivery policy',
    },
  };
}
