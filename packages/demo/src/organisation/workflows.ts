import { DeployTarget } from './deployTarget';
import { Pool } from './pools';

/** A job of a workflow, as its YAML would describe it. */
export interface JobTemplate {
  name: string;
  pool: Pool;
  /** Half of all runs take longer. */
  medianSeconds: number;
  needs: string[];
  /** What it does between "Set up job" and "Complete job". */
  steps: string[];
  /** How often it fails, and the step that does. */
  fails?: { ratio: number; step: string };
  deploysTo?: DeployTarget;
}

/** A workflow file of a repository. */
export interface WorkflowTemplate {
  name: string;
  file: string;
  jobs: JobTemplate[];
}

function job(
  name: string,
  pool: Pool,
  medianSeconds: number,
  steps: string[],
  more: Partial<JobTemplate> = {},
): JobTemplate {
  return { name, pool, medianSeconds, steps, needs: [], ...more };
}

const build = (seconds: number) =>
  job('build', 'linux-large', seconds, ['Install', 'Compile'], {
    fails: { ratio: 0.008, step: 'Compile' },
  });

const unit = (seconds: number, ratio = 0.02) =>
  job('unit tests', 'linux-large', seconds, ['Install', 'Run tests'], {
    needs: ['build'],
    fails: { ratio, step: 'Run tests' },
  });

const integration = (name: string, seconds: number, ratio: number) =>
  job(
    name,
    'linux-large',
    seconds,
    ['Install', 'Start containers', 'Run tests', 'Upload reports'],
    { needs: ['build'], fails: { ratio, step: 'Run tests' } },
  );

/** Build, then tests and a scan of the image beside each other. */
export function serviceCi(name = 'CI', seconds = 90): WorkflowTemplate {
  return {
    name,
    file: 'ci.yml',
    jobs: [
      build(seconds),
      unit(seconds * 1.3),
      integration('integration tests', seconds * 2.2, 0.03),
      job('image scan', 'linux-small', 50, ['Pull image', 'Scan image'], {
        needs: ['build'],
        fails: { ratio: 0.006, step: 'Scan image' },
      }),
    ],
  };
}

/** The largest pipeline of the house: a matrix of integration tests. */
export function paymentsCi(): WorkflowTemplate {
  return {
    name: 'CI',
    file: 'ci.yml',
    jobs: [
      { ...build(95), name: 'compile' },
      job('container image', 'linux-large', 78, ['Build image', 'Push image'], {
        needs: ['compile'],
      }),
      { ...unit(130), needs: ['compile'] },
      ...[1, 2, 3].map(part => ({
        ...integration(`integration ${part}/3`, 150, 0.013),
        needs: ['container image'],
      })),
      job('code scan', 'linux-small', 118, ['Scan code'], {
        needs: ['compile'],
      }),
      job('image scan', 'linux-small', 52, ['Pull image', 'Scan image'], {
        needs: ['container image'],
      }),
    ],
  };
}

export function websiteCi(): WorkflowTemplate {
  return {
    name: 'CI',
    file: 'ci.yml',
    jobs: [
      build(120),
      unit(85, 0.014),
      job(
        'browser tests',
        'linux-large',
        260,
        ['Install', 'Install browsers', 'Run tests', 'Upload traces'],
        { needs: ['build'], fails: { ratio: 0.035, step: 'Run tests' } },
      ),
      job('lighthouse budget', 'linux-small', 70, ['Install', 'Measure'], {
        needs: ['build'],
        fails: { ratio: 0.014, step: 'Measure' },
      }),
    ],
  };
}

export function libraryCi(): WorkflowTemplate {
  return {
    name: 'CI',
    file: 'ci.yml',
    jobs: [
      build(45),
      { ...unit(60, 0.02), name: 'test (22)' },
      { ...unit(62, 0.02), name: 'test (24)' },
    ],
  };
}

/** A library that has to work on more than one system. */
export function systemsCi(): WorkflowTemplate {
  const test = (pool: Pool, seconds: number) => ({
    ...unit(seconds, 0.02),
    name: `test (${pool})`,
    pool,
  });
  return {
    name: 'CI',
    file: 'ci.yml',
    jobs: [build(50), test('linux-small', 64), test('macos', 92)],
  };
}

export function modelCi(): WorkflowTemplate {
  return {
    name: 'CI',
    file: 'ci.yml',
    jobs: [
      job('lint and types', 'linux-small', 55, ['Install', 'Check'], {
        fails: { ratio: 0.02, step: 'Check' },
      }),
      job('unit tests', 'linux-large', 150, ['Install', 'Run tests'], {
        fails: { ratio: 0.03, step: 'Run tests' },
      }),
    ],
  };
}

export function trainAndRegister(seconds: number): WorkflowTemplate {
  return {
    name: 'Train and register',
    file: 'train.yml',
    jobs: [
      job(
        'prepare data',
        'linux-large',
        seconds * 0.25,
        ['Install', 'Read features', 'Check schema'],
        { fails: { ratio: 0.03, step: 'Check schema' } },
      ),
      job('train', 'gpu', seconds, ['Install', 'Train', 'Save model'], {
        needs: ['prepare data'],
        fails: { ratio: 0.03, step: 'Train' },
      }),
      job(
        'evaluate',
        'gpu',
        seconds * 0.3,
        ['Install', 'Evaluate', 'Compare'],
        {
          needs: ['train'],
          fails: { ratio: 0.05, step: 'Compare' },
        },
      ),
      job('register', 'linux-small', 30, ['Register model'], {
        needs: ['evaluate'],
      }),
    ],
  };
}

export function nightly(
  name: string,
  jobName: string,
  pool: Pool,
  seconds: number,
  ratio: number,
): WorkflowTemplate {
  return {
    name,
    file: 'nightly.yml',
    jobs: [
      job(jobName, pool, seconds, ['Install', 'Run', 'Upload reports'], {
        fails: { ratio, step: 'Run' },
      }),
    ],
  };
}

export function release(): WorkflowTemplate {
  return {
    name: 'Release',
    file: 'release.yml',
    jobs: [
      job('build image', 'linux-large', 110, ['Build image', 'Sign image']),
      job('sbom', 'linux-small', 25, ['Write SBOM', 'Attach SBOM'], {
        needs: ['build image'],
      }),
      job('publish', 'linux-small', 35, ['Push', 'Write notes'], {
        needs: ['build image', 'sbom'],
        fails: { ratio: 0.02, step: 'Push' },
      }),
    ],
  };
}
