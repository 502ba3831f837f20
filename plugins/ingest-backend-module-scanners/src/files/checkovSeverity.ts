import { Severity } from '@quarterdeck/plugin-ingest-common';

/**
 * Severities of checks whose reports come without one, as the scanner's free
 * edition writes them. What stands open to everybody, hands out rights or keys
 * is high; what only helps to find out afterwards is low. Others are medium.
 */
const known: Readonly<Record<string, Severity>> = {
  CKV_AWS_1: 'high',
  CKV_AWS_3: 'medium',
  CKV_AWS_18: 'low',
  CKV_AWS_20: 'high',
  CKV_AWS_21: 'low',
  CKV_AWS_24: 'high',
  CKV_AWS_25: 'high',
  CKV_AWS_40: 'low',
  CKV_AWS_41: 'critical',
  CKV_AWS_46: 'critical',
  CKV_AWS_49: 'high',
  CKV_AWS_57: 'high',
  CKV_AWS_61: 'high',
  CKV_AWS_62: 'high',
  CKV_AWS_63: 'high',
  CKV_AZURE_9: 'high',
  CKV_AZURE_10: 'high',
  CKV_DOCKER_2: 'low',
  CKV_DOCKER_3: 'low',
  CKV_GCP_2: 'high',
  CKV_GCP_3: 'high',
  CKV_K8S_8: 'low',
  CKV_K8S_9: 'low',
  CKV_K8S_16: 'high',
  CKV_K8S_17: 'high',
  CKV_K8S_18: 'high',
  CKV_K8S_19: 'high',
  CKV_K8S_27: 'high',
};

/** @see known */
export function checkovSeverity(checkId: string): Severity {
  if (/^CKV_SECRET_/.test(checkId)) return 'high';
  return known[checkId] ?? 'medium';
}
