import { DeliveryPolicy } from '@quarterdeck/plugin-pipelines-common';
import { Mono, Muted } from '@quarterdeck/plugin-portal-react';
import { RuleTable } from './policyStyles';
import { blocksWords, stageRules } from './policyWords';

/** What each stage asks, with everything that is left out filled in. */
export function StagesTable({ policy }: { policy: DeliveryPolicy }) {
  const stages = Object.entries(policy.stages);
  if (stages.length === 0) return <Muted>The policy names no stage.</Muted>;
  return (
    <>
      <RuleTable aria-label="What each stage asks">
        <thead>
          <tr>
            <th scope="col" style={{ width: '20%' }}>
              Stage
            </th>
            <th scope="col">Asks</th>
            <th scope="col" style={{ width: '22%' }}>
              Shuts
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map(([name, stage]) => (
            <tr key={name}>
              <td>
                <Mono>{name}</Mono>
              </td>
              <td>
                {stageRules(stage, policy).map(rule => (
                  <div key={rule}>{rule}</div>
                ))}
              </td>
              <td>
                <Muted>{blocksWords(stage)}</Muted>
              </td>
            </tr>
          ))}
        </tbody>
      </RuleTable>
      <Muted>
        Evidence counts for {policy.max_age} unless a stage says otherwise.
        {policy.jobs.length > 0 &&
          ` ${policy.jobs.length} own ${
            policy.jobs.length === 1 ? 'rule places' : 'rules place'
          } jobs in stages.`}
      </Muted>
    </>
  );
}
