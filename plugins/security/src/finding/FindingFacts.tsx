import {
  Facts,
  formatDay,
  formatPercent,
  Mono,
  Muted,
  PersonChip,
  RelativeTime,
  Row,
  StatusChip,
  Tag,
  TextLink,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { DueText } from '../components/DueText';
import {
  counted,
  personName,
  secretHref,
  runningOf,
  stateOf,
  suppressedWords,
} from '../components/findingWords';
import { ThreatChips } from '../components/ThreatChips';

type Effect = Finding['gates'][number]['effect'];

const gateWord = (effect: Effect, environment: string) => {
  if (effect === 'fails') {
    return { state: 'error' as const, word: `Fails at ${environment}` };
  }
  return { state: 'warn' as const, word: `Warns at ${environment}` };
};

function Production({ finding }: { finding: Finding }) {
  const { answer, environment, version } = finding.inProduction;
  if (answer === 'unknown') {
    return (
      <Muted>
        {environment === null
          ? 'no deployment is known'
          : `not known: ${
              version ? runningOf(version) : 'what runs'
            } in ${environment} was not scanned`}
      </Muted>
    );
  }
  if (answer === 'no') return <>no</>;
  return (
    <>
      yes{environment && `, ${environment}`}
      {version && (
        <>
          {' '}
          <Mono title={version}>{runningOf(version)}</Mono>
        </>
      )}
    </>
  );
}

/** State, due date, production, gate, EPSS: the facts that decide what to do first. */
export function FindingFacts({ finding }: { finding: Finding }) {
  const now = useNow();
  const { sla, exploit, gates, acceptance, secret } = finding;
  const effects = gates.filter(gate => gate.effect !== 'none');
  const items: Array<{ name: string; value: ReactNode } | false> = [
    {
      name: 'State',
      value: (
        <>
          <StatusChip {...stateOf(finding)} />
          {finding.stateBy && (
            <Muted>
              {' '}
              by {personName(finding.stateBy)}
              {finding.stateAt && (
                <>
                  , <RelativeTime at={finding.stateAt} />
                </>
              )}
            </Muted>
          )}
          {finding.stateReason && (
            <div>
              <Muted>{finding.stateReason}</Muted>
            </div>
          )}
        </>
      ),
    },
    finding.suppressedBy !== null && {
      name: 'Left out by',
      value: suppressedWords[finding.suppressedBy],
    },
    acceptance !== null && {
      name: 'Accepted',
      value: (
        <>
          until {formatDay(new Date(acceptance.expiresAt), now)} by{' '}
          {personName(acceptance.owner)}
          <div>
            <Muted>{acceptance.reason}</Muted>
          </div>
        </>
      ),
    },
    {
      name: 'Due',
      value: (
        <>
          <DueText sla={sla} />
          {sla.days !== null && (
            <Muted>
              {' '}
              {counted(sla.days, 'day')} for {finding.severity}
            </Muted>
          )}
        </>
      ),
    },
    {
      name: 'EPSS, KEV',
      value: (
        <>
          <ThreatChips
            epss={exploit.epss?.score ?? null}
            knownExploited={exploit.knownExploited}
          />
          {exploit.epss?.percentile !== null &&
            exploit.epss?.percentile !== undefined && (
              <Muted>
                {' '}
                above {formatPercent(exploit.epss.percentile)} of all
              </Muted>
            )}
        </>
      ),
    },
    {
      name: 'First seen',
      value: (
        <>
          <RelativeTime at={finding.firstSeenAt} />
          {finding.firstCommit && (
            <Muted>
              {' '}
              in <Mono>{finding.firstCommit.slice(0, 7)}</Mono>
            </Muted>
          )}
        </>
      ),
    },
    {
      name: 'Last seen',
      value: (
        <>
          <RelativeTime at={finding.lastSeenAt} />
          {finding.lastCommit && (
            <Muted>
              {' '}
              scan of <Mono>{finding.lastCommit.slice(0, 7)}</Mono>
            </Muted>
          )}
        </>
      ),
    },
    (finding.environment ?? finding.ref) !== null && {
      name: 'Where',
      value: [
        finding.environment ?? finding.ref,
        finding.development && 'development only',
      ]
        .filter(Boolean)
        .join(', '),
    },
    finding.reopenedCount > 0 && {
      name: 'Reopened',
      value: counted(finding.reopenedCount, 'time'),
    },
    { name: 'In production', value: <Production finding={finding} /> },
    {
      name: 'Gate',
      value:
        effects.length === 0 ? (
          <Muted>
            {gates.length === 0 ? 'no decision names it' : 'no effect'}
          </Muted>
        ) : (
          effects.map(gate => (
            <div key={gate.environment} title={gate.reason}>
              <StatusChip {...gateWord(gate.effect, gate.environment)} />
            </div>
          ))
        ),
    },
    {
      name: 'Seen by',
      value: `${finding.tools.join(', ')}; ${counted(
        finding.occurrences,
        'place',
      )}`,
    },
    secret !== null && {
      name: 'Secret',
      value: (
        <Row style={{ flexWrap: 'wrap' }}>
          <Mono>{secret.mask ?? 'masked'}</Mono>
          {secret.verified && <Tag>works</Tag>}
          <TextLink to={secretHref(secret.taskId)}>
            {secret.rotated ? 'rotated' : 'to rotate'}
          </TextLink>
          <Muted>{counted(secret.elsewhere, 'other place')}</Muted>
        </Row>
      ),
    },
    {
      name: 'Assignee',
      value: finding.assignee ? (
        <PersonChip
          person={{ login: personName(finding.assignee), kind: 'user' }}
        />
      ) : (
        <Muted>nobody</Muted>
      ),
    },
  ];
  return <Facts items={items.filter(item => item !== false)} />;
}
