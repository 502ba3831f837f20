import {
  Card,
  CodeFrame,
  Mono,
  Muted,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { RuleTable } from './policyStyles';
import { samplePolicyText, stageKeys } from './policyWords';

const topKeys = [
  { key: 'version', means: '1', standard: '1' },
  {
    key: 'max_age',
    means: 'Oldest evidence that counts: 90s, 30m, 24h, 7d.',
    standard: '7d',
  },
  {
    key: 'stages',
    means: 'Stages by name, in the order of the pipeline.',
    standard: '–',
  },
  {
    key: 'jobs',
    means:
      'Own rules of which job stands in which stage: match (one or several, * for anything), on (name, stage, pipeline), stage.',
    standard: 'none',
  },
];

function Keys(props: { label: string; keys: typeof stageKeys }) {
  return (
    <RuleTable aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col" style={{ width: '26%' }}>
            Key
          </th>
          <th scope="col">Means</th>
          <th scope="col" style={{ width: '18%' }}>
            If left out
          </th>
        </tr>
      </thead>
      <tbody>
        {props.keys.map(({ key, means, standard }) => (
          <tr key={key}>
            <td>
              <Mono>{key}</Mono>
            </td>
            <td>{means}</td>
            <td>
              <Muted>{standard}</Muted>
            </td>
          </tr>
        ))}
      </tbody>
    </RuleTable>
  );
}

/** What can be written into a policy, and where the policy goes. */
export function KeysView() {
  return (
    <TwoColumn
      railWidth={420}
      main={
        <>
          <Card title="Keys of a stage">
            <Keys label="Keys of a stage" keys={stageKeys} />
          </Card>
          <Card title="Keys of the policy">
            <Keys label="Keys of the policy" keys={topKeys} />
          </Card>
        </>
      }
      rail={
        <>
          <Card title="In the repository">
            <p style={{ marginTop: 0 }}>
              <Muted>
                Name the file in the entity’s annotations. It is read every five
                minutes.
              </Muted>
            </p>
            <CodeFrame
              label="The annotation"
              lineNumbers={false}
              text={
                'metadata:\n  annotations:\n    quarterdeck.io/delivery-policy: .quarterdeck/policy.yaml'
              }
            />
          </Card>
          <Card title="In app-config, for many">
            <CodeFrame
              label="The configuration"
              lineNumbers={false}
              text={
                "pipelines:\n  policies:\n    - entities: ['component:default/*']\n      policy:\n        stages:\n          test: {}\n          production: {}"
              }
            />
          </Card>
          <Card title="An example">
            <CodeFrame label="Lines of the example" text={samplePolicyText} />
          </Card>
        </>
      }
    />
  );
}
