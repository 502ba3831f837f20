import { Deployer, DeployTarget } from './deployTarget';
import { JobTemplate, WorkflowTemplate } from './workflows';

/** How a repository is deployed. */
export interface DeployWishes {
  /** An environment each, or a region each of `production` with {@link DeployWishes.regionsInside}. */
  regions: readonly string[];
  /** Who brings it to dev and staging. */
  by?: Deployer;
  /** Who brings it to production. */
  production?: Deployer;
  /** One environment `production` with several regions. */
  regionsInside?: boolean;
  /** Nobody is asked before production. */
  ungated?: boolean;
  /** A model has no dev. */
  withoutDev?: boolean;
  /**
   * How its jobs call it: `deploy`. Where another tool tells of the deployment the
   * job only asks for it, and its name must not be taken for a second one.
   */
  verb?: string;
}

const canaries = new Set<Deployer>(['argorollouts', 'flagger']);

function deployJob(
  name: string,
  medianSeconds: number,
  needs: string[],
  deploysTo: DeployTarget,
  ratio: number,
): JobTemplate {
  const canary = canaries.has(deploysTo.by);
  const step = canary ? 'Wait for the canary' : 'Smoke test';
  return {
    name,
    pool: 'linux-small',
    medianSeconds: canary ? 1500 : medianSeconds,
    needs,
    steps: ['Roll out', step],
    deploysTo,
    fails: { ratio: canary ? ratio * 4 : ratio, step },
  };
}

/** Dev, staging, then production region by region, as a rule after a lead has approved. */
export function deployProduction(wishes: DeployWishes): WorkflowTemplate {
  const { by = 'pipeline', verb = 'deploy', regions } = wishes;
  const { regionsInside, withoutDev } = wishes;
  const production = wishes.production ?? by;
  const dev = deployJob(
    `${verb} dev`,
    45,
    [],
    { environment: 'dev', gate: false, by },
    0.02,
  );
  const staging = deployJob(
    `${verb} staging`,
    80,
    withoutDev ? [] : [`${verb} dev`],
    { environment: 'staging', gate: false, by },
    0.03,
  );
  const inRegions = regions.map((region, index) =>
    deployJob(
      `${verb} production ${region}`,
      150,
      [
        index === 0
          ? `${verb} staging`
          : `${verb} production ${regions[index - 1]}`,
      ],
      {
        environment: regionsInside ? 'production' : `production-${region}`,
        gate: index === 0 && !wishes.ungated,
        by: production,
        region,
      },
      0.025,
    ),
  );
  return {
    name: verb === 'deploy' ? 'Deploy production' : 'Promote',
    file: 'deploy.yml',
    jobs: [...(withoutDev ? [] : [dev]), staging, ...inRegions],
  };
}

/** Back to what was there: the production jobs alone, at once and without a question. */
export function rollBack(
  deploy: WorkflowTemplate,
  environments: ReadonlySet<string>,
): WorkflowTemplate {
  const jobs = deploy.jobs.filter(({ name }) => environments.has(name));
  const names = new Set(jobs.map(({ name }) => name));
  return {
    name: 'Roll back production',
    file: 'rollback.yml',
    jobs: jobs.map(job => ({
      ...job,
      medianSeconds: 70,
      needs: job.needs.filter(name => names.has(name)),
      fails: undefined,
      deploysTo: job.deploysTo && { ...job.deploysTo, gate: false },
    })),
  };
}
