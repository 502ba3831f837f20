/**
 * Rules, contract and permissions of the security area.
 *
 * @packageDocumentation
 */
export * from './answers/findingAnswers';
export * from './answers/shared';
export * from './contract';
export * from './contract/acceptanceRoutes';
export * from './contract/findingRoutes';
export * from './contract/gateRoutes';
export * from './contract/importRoutes';
export * from './contract/overviewRoutes';
export * from './contract/sbomRoutes';
export * from './contract/secretRoutes';
export * from './contract/shared';
export * from './contract/triageRoutes';
export * from './contract/vexRoutes';
export * from './gate/gatePolicy';
export * from './gate/gateResult';
export * from './permissions';
export * from './words/findingWords';
export * from './identity/aliasGroups';
export * from './identity/canonicalRule';
export * from './identity/findingIdentity';
export * from './identity/packageKey';
export * from './identity/scanFinding';
export * from './identity/sha256';
export * from './identity/vulnerabilityNames';
export * from './lifecycle/holdsClose';
export * from './lifecycle/changeState';
export * from './lifecycle/decideImport';
export * from './lifecycle/importTypes';
export * from './numbers/findingNumbers';
export * from './numbers/priority';
export * from './numbers/riskScore';
export * from './severity/decideSeverity';
export * from './sla/burnDown';
export * from './sla/slaOf';
export * from './gate/evaluateSecurityGate';
export * from './gate/gateInput';
export * from './gate/gateSummary';
export * from './gate/gateToMarkdown';
export * from './gate/gateToSarif';
export * from './gate/judgeFinding';
export * from './gate/judgeScans';
export * from './gate/matchException';
export * from './licences/classifyLicence';
export * from './licences/decideLicence';
export * from './matching/wildcardFits';
export * from './merge/issueKey';
export * from './merge/mergeAttributions';
export * from './sbom/diffComponents';
export * from './secrets/maskedSecret';
export * from './versions/compareVersions';
export * from './versions/inRange';
