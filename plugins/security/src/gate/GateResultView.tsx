import {
  Card,
  Column,
  DataTable,
  EmptyState,
  formatDay,
  Muted,
  RelativeTime,
  SeverityChip,
  StateName,
  StatusChip,
  TextLink,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { GateFinding, GateResult } from '@quarterdeck/plugin-security-common';
import {
  findingHref,
  kindWords,
  verdictWords,
} from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { scanHref } from '../scans/scanWords';

type Check = GateResult['checks'][number];

const effectWords: Record<
  GateFinding['effect'],
  { state: StateName; word: string }
> = {
  fails: { state: 'error', word: 'Fails' },
  warns: { state: 'warn', word: 'Warns' },
  excused: { state: 'skipped', word: 'Excused' },
};

const unusedWords = {
  nothing_matches: 'excuses nothing',
  expired: 'ran out',
  inactive: 'is switched off',
};

const checkColumns: Column<Check>[] = [
  {
    key: 'verdict',
    title: 'Says',
    width: 128,
    fixed: true,
    render: check => <StatusChip {...verdictWords[check.verdict]} />,
  },
  {
    key: 'kind',
    title: 'Scan',
    width: 128,
    fixed: true,
    render: check => (check.kind ? kindWords[check.kind] : 'Any scan'),
  },
  {
    key: 'reason',
    title: 'Why',
    render: check => <span title={check.reason}>{check.reason}</span>,
  },
  {
    key: 'scan',
    title: 'Newest',
    width: 140,
    numeric: true,
    render: check =>
      check.scannedAt ? (
        <>
          {check.importId ? (
            <TextLink to={scanHref(check.importId)}>
              <RelativeTime at={check.scannedAt} />
            </TextLink>
          ) : (
            <RelativeTime at={check.scannedAt} />
          )}
        </>
      ) : (
        <Muted>never</Muted>
      ),
  },
];

const where = (one: GateFinding) =>
  [
    one.vulnerabilityId ?? one.ruleId,
    one.package,
    one.path && `${one.path}${one.line === null ? '' : `:${one.line}`}`,
  ]
    .filter(Boolean)
    .join(', ');

/** The exact reasons: required scans, every offending finding, every excuse. */
export function GateResultView({ result }: { result: GateResult }) {
  const now = useNow();
  const findingColumns: Column<GateFinding>[] = [
    {
      key: 'effect',
      title: 'Effect',
      width: 104,
      fixed: true,
      render: one => <StatusChip {...effectWords[one.effect]} />,
    },
    {
      key: 'severity',
      title: 'Severity',
      width: 104,
      render: one => <SeverityChip severity={one.severity} />,
    },
    {
      key: 'finding',
      title: 'Finding',
      fixed: true,
      render: one => (
        <TwoLines
          title={`${one.title}\n${where(one)}`}
          first={
            <TextLink
              to={findingHref(one.findingId)}
              style={{ color: 'inherit' }}
            >
              {one.title}
            </TextLink>
          }
          second={where(one)}
        />
      ),
    },
    {
      key: 'reason',
      title: 'Why',
      width: '34%',
      fixed: true,
      render: one => (
        <TwoLines
          title={`${one.reason}\n${one.excuse?.reason ?? ''}`}
          first={one.reason}
          second={
            one.excuse && (
              <>
                {one.excuse.reason}
                {one.excuse.until &&
                  `, until ${formatDay(new Date(one.excuse.until), now)}`}
              </>
            )
          }
        />
      ),
    },
  ];
  return (
    <>
      {result.checks.length > 0 && (
        <Card title="Scans it asks for" flush>
          <DataTable
            label="Scans it asks for"
            columns={checkColumns}
            rows={result.checks}
            rowKey={check => check.kind ?? 'any'}
          />
        </Card>
      )}
      <Card title="Findings" flush>
        <DataTable
          label="Findings at the gate"
          columns={findingColumns}
          rows={result.findings}
          rowKey={one => `${one.findingId} ${one.rule}`}
          comfortable
          footer={`${result.counts.looked.toLocaleString(
            'en-US',
          )} findings looked at`}
          empty={
            result.verdict === 'error' ? (
              <EmptyState
                icon="clock"
                title="Not known"
                reason="A scan it asks for is missing, old or broken. That is not the same as no finding."
              />
            ) : (
              <EmptyState
                icon="check"
                title="No finding offends a rule"
                reason={`${result.counts.looked} findings were looked at.`}
              />
            )
          }
        />
      </Card>
      {result.unusedExceptions.length > 0 && (
        <Card title="Exceptions without effect">
          {result.unusedExceptions.map(({ exception, why }, index) => (
            <div key={index} style={{ padding: '4px 0', fontSize: 13 }}>
              {exception.vulnerability ??
                exception.rule ??
                exception.package ??
                exception.licence ??
                exception.path ??
                exception.finding ??
                exception.tool}{' '}
              <Muted>
                {unusedWords[why]}
                {exception.reason && `: ${exception.reason}`}
              </Muted>
            </div>
          ))}
        </Card>
      )}
    </>
  );
}
