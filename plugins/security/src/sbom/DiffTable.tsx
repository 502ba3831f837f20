import {
  Card,
  Column,
  DataTable,
  Icon,
  Mono,
  Muted,
  Row,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';

type Diff = Answer<'diffSboms'>;
type Line = Diff['added'][number] & {
  direction?: Diff['changed'][number]['direction'];
};

const directions = {
  upgrade: { state: 'success' as const, word: 'Upgrade' },
  downgrade: { state: 'warn' as const, word: 'Downgrade' },
  unknown: { state: 'unknown' as const, word: 'Cannot say' },
};

const name: Column<Line> = {
  key: 'name',
  title: 'Component',
  fixed: true,
  render: line => <Mono title={line.purl ?? undefined}>{line.name}</Mono>,
};

const versions: Column<Line> = {
  key: 'versions',
  title: 'Version',
  width: '34%',
  fixed: true,
  render: line => (
    <Row>
      <Mono>{line.before ?? '–'}</Mono>
      <Icon name="chevr" size={12} label="then" />
      <Mono>{line.after ?? '–'}</Mono>
    </Row>
  ),
};

const direction: Column<Line> = {
  key: 'direction',
  title: 'Direction',
  width: 128,
  render: line =>
    line.direction ? <StatusChip {...directions[line.direction]} /> : null,
};

const single = (side: 'before' | 'after'): Column<Line> => ({
  key: side,
  title: 'Version',
  width: 160,
  fixed: true,
  render: line => <Mono>{line[side] ?? '–'}</Mono>,
});

const licence: Column<Line> = {
  key: 'licences',
  title: 'Licences',
  width: '34%',
  render: line => {
    const before = line.licencesBefore.join(', ');
    const after = line.licencesAfter.join(', ');
    if (!before && !after) return <Muted>–</Muted>;
    return before && after && before !== after
      ? `${before} → ${after}`
      : before || after;
  },
};

const columnsOf = {
  versions: [name, versions, direction],
  added: [name, single('after'), licence],
  removed: [name, single('before'), licence],
  licences: [name, versions, licence],
};

/** One kind of difference. */
export function DiffTable(props: {
  title: string;
  rows: readonly Line[];
  kind: keyof typeof columnsOf;
}) {
  const { title, rows, kind } = props;
  if (rows.length === 0) return null;
  return (
    <Card title={title} flush>
      <DataTable
        label={title}
        columns={columnsOf[kind]}
        rows={rows}
        rowKey={line => `${line.name} ${line.before} ${line.after}`}
      />
    </Card>
  );
}
