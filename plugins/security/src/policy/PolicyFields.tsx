import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import { GatePolicy } from '@quarterdeck/plugin-security-common';
import { ExceptionRules } from './ExceptionRules';
import { LicenceRules } from './LicenceRules';
import { PolicyDraft, Problems } from './policyDraft';
import { PolicyHolds } from './PolicyHolds';
import { PolicyYaml } from './PolicyYaml';
import { RuleForm } from './RuleForm';
import { ScanRules } from './ScanRules';
import { SeverityRules } from './SeverityRules';
import { ThreatRules } from './ThreatRules';

/** The draft as a form or as text; both are the same policy. */
export function PolicyFields(props: {
  draft: PolicyDraft;
  problems: Problems;
  onChange: (some: Partial<PolicyDraft>) => void;
  onReadable: (readable: boolean) => void;
}) {
  const { draft, problems, onChange, onReadable } = props;
  const [asText, setAsText] = useState(false);
  const rule = {
    policy: draft.policy,
    change: (some: Partial<GatePolicy>) =>
      onChange({ policy: { ...draft.policy, ...some } }),
    problem: (path: string) => problems.get(`/policy${path}`),
  };
  return (
    <>
      <PolicyHolds draft={draft} problems={problems} onChange={onChange} />
      <Tabs
        aria-label="The rules"
        value={asText ? 'yaml' : 'form'}
        onChange={(_, value) => {
          setAsText(value === 'yaml');
          // The form shows what could be read last.
          onReadable(true);
        }}
        sx={{ px: 4, mt: 2 }}
      >
        <Tab value="form" label="Form" />
        <Tab value="yaml" label="YAML" />
      </Tabs>
      {asText ? (
        <PolicyYaml
          policy={draft.policy}
          onChange={policy => onChange({ policy })}
          onReadable={onReadable}
        />
      ) : (
        <RuleForm>
          <SeverityRules {...rule} />
          <ThreatRules {...rule} />
          <ScanRules {...rule} />
          <LicenceRules {...rule} />
          <ExceptionRules {...rule} />
        </RuleForm>
      )}
    </>
  );
}
