import { Gate } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  EntityChip,
  isSafeHref,
  Muted,
  SafeLink,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { runHref } from './runWords';

const columns: Column<Gate>[] = [
  {
    key: 'state',
    title: 'Gate',
    width: 124,
    fixed: true,
    render: () => <StatusChip state="hold" word="Waiting" />,
  },
  {
    key: 'service',
    title: 'Service',
    width: '30%',
    render: gate => (
      <EntityChip
        entityRef={gate.entityRef}
        subject={`${gate.instance}/${gate.project}`}
      />
    ),
  },
  {
    key: 'environment',
    title: 'For',
    render: gate => gate.environment ?? <Muted>{gate.kind}</Muted>,
  },
  {
    key: 'wait',
    title: 'Waits for',
    numeric: true,
    width: 128,
    render: gate => <Duration since={gate.askedAt} />,
  },
  {
    key: 'open',
    title: 'Decide',
    numeric: true,
    width: 128,
    render: gate => <Where gate={gate} />,
  },
];

function Where({ gate }: { gate: Gate }) {
  if (isSafeHref(gate.url)) {
    return <SafeLink href={gate.url}>At the provider</SafeLink>;
  }
  return gate.runExternalId ? (
    <TextLink
      to={runHref({
        instance: gate.instance,
        externalId: gate.runExternalId,
        attempt: gate.runAttempt ?? 1,
      })}
    >
      Open run
    </TextLink>
  ) : (
    <Muted>–</Muted>
  );
}

/** Gates of these services that wait for somebody. Nothing when none does. */
export function WaitingCard(props: { gates: readonly Gate[]; title?: string }) {
  const { gates, title = 'Waiting at a gate' } = props;
  if (gates.length === 0) return null;
  return (
    <Card title={title} flush>
      <DataTable
        label={title}
        columns={columns}
        rows={gates}
        rowKey={gate => `${gate.instance}/${gate.externalId}`}
      />
    </Card>
  );
}
