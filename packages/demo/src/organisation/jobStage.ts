import { JobTemplate } from './workflows';

/** The stage a job stands in, where the sender has stages. */
export function jobStage({ name, deploysTo }: JobTemplate): string {
  if (deploysTo) {
    return deploysTo.environment.startsWith('production')
      ? 'production'
      : deploysTo.environment;
  }
  if (/scan/.test(name)) return 'security';
  if (/test|evaluate|reconcile/.test(name)) return 'test';
  return /publish|sbom/.test(name) ? 'package' : 'build';
}
