import { useState } from 'react';
import {
  Column,
  DataTable,
  Drawer,
  EmptyState,
  EntityChip,
  formatCount,
  Icon,
  Muted,
  Row,
  Stale,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { counted, entityName, verdictWords } from '../components/findingWords';
import { GateResultView } from './GateResultView';

type Simulation = Answer<'simulateSecurityGate'>;
type Line = Simulation['items'][number];

const columns: Column<Line>[] = [
  {
    key: 'entity',
    title: 'Service',
    width: '22%',
    fixed: true,
    render: line => <EntityChip entityRef={line.entityRef} />,
  },
  {
    key: 'change',
    title: 'Now, then',
    width: 250,
    fixed: true,
    render: line => (
      <Row>
        <StatusChip {...verdictWords[line.now]} />
        <Icon name="chevr" size={12} label="then" />
        <StatusChip {...verdictWords[line.then]} />
      </Row>
    ),
  },
  {
    key: 'why',
    title: 'Why',
    render: line => (
      <span title={line.result.summary}>{line.result.summary}</span>
    ),
  },
];

/** What another policy would change: what fails then that passes now comes first. */
export function SimulationResult(props: {
  simulation: Simulation;
  busy: boolean;
}) {
  const { simulation, busy } = props;
  const [open, setOpen] = useState<string>();
  const { items, wouldFail, wouldPass, capped } = simulation;
  const rows = [...items].sort(
    (a, b) => Number(b.now !== b.then) - Number(a.now !== a.then),
  );
  const changed = items.filter(({ now, then }) => now !== then).length;
  const line = items.find(one => one.entityRef === open);
  return (
    <div aria-busy={busy} style={{ opacity: busy ? 0.6 : 1 }}>
      <p
        aria-live="polite"
        style={{ margin: 0, padding: '12px 16px', fontSize: 14 }}
      >
        <b style={{ fontWeight: 600 }}>{formatCount(wouldFail)}</b> of{' '}
        {counted(items.length, 'service')} would not pass,{' '}
        <b style={{ fontWeight: 600 }}>{formatCount(wouldPass)}</b> would;{' '}
        {changed === 0 ? (
          'the same as now.'
        ) : (
          <>
            for <b style={{ fontWeight: 600 }}>{formatCount(changed)}</b> the
            answer changes.
          </>
        )}{' '}
        <Muted>Nothing is stored.</Muted>
      </p>
      {capped && (
        <Stale>
          More services are in scope than were tried. Choose a narrower scope.
        </Stale>
      )}
      <DataTable
        label="What would change"
        columns={columns}
        rows={rows}
        rowKey={one => one.entityRef}
        onOpen={one => setOpen(one.entityRef)}
        selectedKey={open}
        pageKeys
        empty={
          <EmptyState
            icon="gate"
            title="No service in this scope to try it on"
          />
        }
      />
      {line && (
        <Drawer
          open
          wide
          title={entityName(line.entityRef)}
          onClose={() => setOpen(undefined)}
        >
          <GateResultView result={line.result} />
        </Drawer>
      )}
    </div>
  );
}
