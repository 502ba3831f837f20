/**
 * Rules, contract and permissions of the pipelines area.
 *
 * @packageDocumentation
 */
export * from './answers';
export * from './branchOutcome';
export * from './contract';
export * from './contract/dashboardRoutes';
export * from './contract/deploymentRoutes';
export * from './contract/freezeRoutes';
export * from './contract/gateRoutes';
export * from './contract/policyRoutes';
export * from './contract/runRoutes';
export * from './contract/shared';
export * from './contract/testRoutes';
export * from './criticalPath';
export * from './deploymentAnswers';
export * from './deploymentWords';
export * from './durations';
export * from './environmentOrder';
export * from './gates/gateAnswers';
export * from './histogram';
export * from './likelyCommit';
export * from './mergeDated';
export * from './mergeDeployment';
export * from './mergeFacts';
export * from './permissions';
export * from './policy/deliveryPolicy';
export * from './policy/policyAnswers';
export * from './runFacts';
export * from './runStatus';
export * from './tests/testAnswers';
export * from './stages/pipelineStages';
export * from './stages/stageAnswers';
export * from './timeRange';
