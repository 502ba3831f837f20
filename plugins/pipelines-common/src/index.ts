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
export * from './deploymentKind';
export * from './deploymentRelease';
export * from './deploymentStepper';
export * from './deploymentWords';
export * from './durations';
export * from './environmentAnswers';
export * from './environmentOrder';
export * from './freezeRules';
export * from './gates/decideRollback';
export * from './gates/gateAnswers';
export * from './gates/gateCase';
export * from './gates/gateEvidence';
export * from './gates/judgeGate';
export * from './gates/mayApprove';
export * from './histogram';
export * from './incidentAnswers';
export * from './likelyCommit';
export * from './mergeDated';
export * from './mergeDeployment';
export * from './mergeFacts';
export * from './mergeFields';
export * from './mergeRolloutStep';
export * from './permissions';
export * from './policy/checkPolicy';
export * from './policy/deliveryPolicy';
export * from './policy/environments';
export * from './policy/gateStages';
export * from './policy/policyAnswers';
export * from './runFacts';
export * from './runStatus';
export * from './tests/testAnswers';
export * from './stages/mapJobToStage';
export * from './stages/pipelineStages';
export * from './stages/stagesOfRun';
export * from './stages/stageAnswers';
export * from './timeRange';
export * from './verification';
