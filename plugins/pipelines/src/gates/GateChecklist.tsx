import {
  Gate,
  GateRule,
  GateVote,
  NeededApproval,
} from '@quarterdeck/plugin-pipelines-common';
import {
  HiddenText,
  Muted,
  RelativeTime,
  StateIcon,
  token,
} from '@quarterdeck/plugin-portal-react';
import { gateName, gateState } from '../run/timelineJobs';
import { CheckLine, CheckList, CheckTable, Under } from './checklistStyles';
import { Evidence } from './Evidence';
import { plainRefs, StateWords, verdictWords } from './gateWords';
import { isApproval, RulePeople } from './RulePeople';

/** Props of {@link GateChecklist}. */
export interface GateChecklistProps {
  /** In the order of the policy; nothing is moved. */
  rules: readonly GateRule[];
  /** What people said; shown at the approval of their stage. */
  votes?: readonly GateVote[];
  /** Who still has to approve. */
  approvals?: readonly NeededApproval[];
  /** Gates of the provider itself, with how long they held it. */
  waits?: readonly Gate[];
  /** One line each, for a rail. */
  compact?: boolean;
}

const loud = (rule: GateRule) =>
  rule.verdict !== 'passed' && rule.verdict !== 'warned';

const shuts = (rule: GateRule) => loud(rule) && rule.blocks;

function colour({ state }: StateWords): string | undefined {
  return state === 'error' || state === 'warn'
    ? token(`state.${state}.text`)
    : undefined;
}

/** Whether the title begins with the stage: then it need not be said twice. */
const says = (title: string, stage: string) =>
  title.toLocaleLowerCase('en-US').startsWith(stage);

function RuleName({ rule }: { rule: GateRule }) {
  const words = verdictWords(rule.verdict);
  return (
    <>
      <HiddenText>{words.word}: </HiddenText>
      <strong>{rule.title}</strong>
      {rule.stage && !says(rule.title, rule.stage) && (
        <Muted> · {rule.stage}</Muted>
      )}
      {!rule.blocks && <Muted> · shown only</Muted>}
    </>
  );
}

function Wide(props: Required<Omit<GateChecklistProps, 'compact'>>) {
  const { rules, votes, approvals, waits } = props;
  return (
    <CheckTable aria-label="Checklist of the gate">
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col" style={{ width: '16%' }}>
            Value
          </th>
          <th scope="col" style={{ width: '20%' }}>
            Needed
          </th>
          <th scope="col" style={{ width: '28%' }}>
            Evidence
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map(rule => {
          const words = verdictWords(rule.verdict);
          return (
            <tr key={rule.rule} data-loud={loud(rule)} data-shuts={shuts(rule)}>
              <td>
                <CheckLine>
                  <StateIcon state={words.state} />
                  <span>
                    <RuleName rule={rule} />
                  </span>
                </CheckLine>
                {rule.verdict !== 'passed' && (
                  <Under>{plainRefs(rule.reason)}</Under>
                )}
              </td>
              <td>
                <strong style={{ color: colour(words) }}>
                  {rule.value ?? '–'}
                </strong>
              </td>
              <td>
                <Muted>{plainRefs(rule.needed ?? '–')}</Muted>
              </td>
              <td>
                {isApproval(rule) ? (
                  <RulePeople rule={rule} votes={votes} approvals={approvals} />
                ) : (
                  <Evidence rule={rule} />
                )}
              </td>
            </tr>
          );
        })}
        {waits.map(gate => (
          <tr
            key={`${gate.instance}/${gate.externalId}`}
            data-loud={gate.state === 'pending'}
          >
            <td>
              <CheckLine>
                <StateIcon state={gateState(gate.state).state} />
                <span>
                  <HiddenText>{gateState(gate.state).word}: </HiddenText>
                  <strong>{gateName(gate)}</strong>
                  <Muted> · at the provider</Muted>
                </span>
              </CheckLine>
            </td>
            <td>
              <strong>{gateState(gate.state).word}</strong>
            </td>
            <td>
              <Muted>–</Muted>
            </td>
            <td>
              <Decided gate={gate} />
            </td>
          </tr>
        ))}
      </tbody>
    </CheckTable>
  );
}

/** By whom and when a gate of the provider was decided. */
function Decided({ gate }: { gate: Gate }) {
  const since = gate.decidedAt ?? gate.askedAt;
  const who = gate.decidedBy
    ? gate.decidedBy.name ?? gate.decidedBy.login
    : undefined;
  return (
    <Muted>
      {gate.state === 'pending' ? 'asked ' : who && `${who}, `}
      {since ? <RelativeTime at={since} /> : 'no time told'}
    </Muted>
  );
}

function Compact(props: Required<Omit<GateChecklistProps, 'compact'>>) {
  const { rules, votes, approvals, waits } = props;
  return (
    <CheckList aria-label="Checklist of the gate">
      {rules.map(rule => {
        const words = verdictWords(rule.verdict);
        return (
          <li key={rule.rule} data-loud={loud(rule)}>
            <CheckLine>
              <StateIcon state={words.state} />
              <span>
                <HiddenText>{words.word}: </HiddenText>
                <strong>{rule.title}</strong>
              </span>
              <Muted style={{ color: colour(words) }}>
                {rule.value ?? words.word}
              </Muted>
            </CheckLine>
            {rule.verdict !== 'passed' && (
              <Under>{plainRefs(rule.reason)}</Under>
            )}
            <Under>
              <RulePeople rule={rule} votes={votes} approvals={approvals} />
            </Under>
          </li>
        );
      })}
      {waits.map(gate => (
        <li
          key={`${gate.instance}/${gate.externalId}`}
          data-loud={gate.state === 'pending'}
        >
          <CheckLine>
            <StateIcon state={gateState(gate.state).state} />
            <span>
              <HiddenText>{gateState(gate.state).word}: </HiddenText>
              <strong>{gateName(gate)}</strong>
            </span>
            <Decided gate={gate} />
          </CheckLine>
        </li>
      ))}
    </CheckList>
  );
}

/**
 * What a gate asked and what it found: icon, name, value, needed, evidence; who
 * approved and when. What fails is bold and stays in its place.
 */
export function GateChecklist(props: GateChecklistProps) {
  const { rules, votes = [], approvals = [], waits = [], compact } = props;
  if (rules.length === 0 && waits.length === 0) {
    return <Muted>No rule was judged.</Muted>;
  }
  const Shape = compact ? Compact : Wide;
  return (
    <Shape rules={rules} votes={votes} approvals={approvals} waits={waits} />
  );
}
