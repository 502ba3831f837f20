import {
  Facts,
  Muted,
  SeverityChip,
  formatPercent,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import { GatePolicy, severities } from '@quarterdeck/plugin-security-common';
import { counted, kindWords } from '../components/findingWords';

const levels = (chosen: GatePolicy['fail_on']): ReactNode =>
  chosen.length === 0 ? (
    <Muted>nothing</Muted>
  ) : (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 12px' }}>
      {severities
        .filter(one => chosen.includes(one))
        .map(one => (
          <SeverityChip key={one} severity={one} />
        ))}
    </span>
  );

/** A policy of the gate in words. */
export function PolicyText(props: { policy: GatePolicy; from?: string }) {
  const { policy, from } = props;
  const grace = severities.flatMap(one => {
    const days = policy.grace_days[one];
    return days ? [`${counted(days, 'day')} for ${one}`] : [];
  });
  const items: Array<{ name: string; value: ReactNode } | false> = [
    from !== undefined && { name: 'From', value: from },
    { name: 'Fails on', value: levels(policy.fail_on) },
    { name: 'Warns on', value: levels(policy.warn_on) },
    {
      name: 'Looks at',
      value:
        policy.scope === 'new'
          ? 'what is new against the merge base'
          : 'all open findings',
    },
    {
      name: 'Scans',
      value:
        policy.required.length === 0 ? (
          <Muted>none is asked for</Muted>
        ) : (
          policy.required.map(one => (
            <div key={one.kind}>
              {kindWords[one.kind]}, at most {one.max_age} old
              {one.same_commit && ', of this commit'}
            </div>
          ))
        ),
    },
    {
      name: 'Not known',
      value: `a missing, old or broken scan ${
        { fail: 'fails', warn: 'warns', pass: 'passes' }[policy.on_error]
      }`,
    },
    grace.length > 0 && { name: 'Grace', value: grace.join(', ') },
    {
      name: 'Known exploited',
      value: { fail: 'fails', warn: 'warns', ignore: 'no rule' }[
        policy.known_exploited
      ],
    },
    policy.epss !== undefined && {
      name: 'EPSS',
      value: `from ${formatPercent(policy.epss.at_least)} on it ${
        policy.epss.effect === 'fail' ? 'fails' : 'warns'
      }`,
    },
    policy.licences !== undefined && {
      name: 'Licences',
      value: `${counted(policy.licences.allow.length, 'allowed', 'allowed')}, ${
        policy.licences.deny.length
      } denied, ${policy.licences.review.length} for review`,
    },
    policy.fixable_only && {
      name: 'Only fixable',
      value: 'what no version repairs warns',
    },
    policy.skip_dev && {
      name: 'Development',
      value: 'development dependencies are left out',
    },
    policy.exceptions.length > 0 && {
      name: 'Exceptions',
      value: counted(policy.exceptions.length, 'exception'),
    },
  ];
  return <Facts items={items.filter(item => item !== false)} />;
}
