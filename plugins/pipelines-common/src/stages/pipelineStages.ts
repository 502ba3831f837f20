/** The stages every pipeline is shown in, in their order. */
export const pipelineStages = [
  'source',
  'build',
  'test',
  'security',
  'package',
  'deploy',
  'monitor',
] as const;

/** @see pipelineStages */
export type PipelineStage = (typeof pipelineStages)[number];

/** What each stage is called on a page. */
export const pipelineStageTitles: Record<PipelineStage, string> = {
  source: 'Source',
  build: 'Build',
  test: 'Test',
  security: 'Security scan',
  package: 'Package',
  deploy: 'Deploy',
  monitor: 'Monitor',
};
