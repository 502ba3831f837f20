import { ReactNode } from 'react';
import {
  Column,
  DataTable,
  EntityChip,
  formatPercent,
  Muted,
  RelativeTime,
  Row,
  StateIcon,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { Coverage, FindingKind } from '@quarterdeck/plugin-security-common';
import { kindWords } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { scanHref } from '../scans/scanWords';
import { knowledgeWords } from './knowledgeWords';

const shownKinds: readonly FindingKind[] = [
  'secret',
  'sast',
  'dependency',
  'container',
  'iac',
  'dast',
  'licence',
];

type Kind = Coverage['kinds'][number];

function Cell(props: { kind: Kind | undefined; required: boolean }) {
  const { kind, required } = props;
  const state = kind?.state ?? 'never_scanned';
  const { state: icon, word } = knowledgeWords[state];
  if (!kind || state === 'never_scanned') {
    return (
      <Row style={{ gap: 6 }} title={required ? 'Required' : 'Not required'}>
        <StateIcon state={required ? 'error' : 'queued'} size={14} />
        <Muted>{required ? 'missing' : 'never'}</Muted>
      </Row>
    );
  }
  const age = kind.lastScanAt ? (
    <RelativeTime at={kind.lastScanAt} bare />
  ) : (
    word
  );
  return (
    <TwoLines
      title={[
        word,
        kind.tools.join(', '),
        kind.stage && `runs first in ${kind.stage}`,
        required && 'required',
      ]
        .filter(Boolean)
        .join('; ')}
      first={
        <Row style={{ gap: 6 }}>
          <StateIcon state={icon} size={14} label={word} />
          {kind.importId ? (
            <TextLink to={scanHref(kind.importId)} style={{ color: 'inherit' }}>
              {age}
            </TextLink>
          ) : (
            age
          )}
        </Row>
      }
      second={kind.stage ?? kind.tools[0] ?? word}
    />
  );
}

/** Services by kinds of scans: state, age, and the stage each runs in. */
export function CoverageMatrix(props: {
  items: readonly Coverage[];
  withoutEntity?: boolean;
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
}) {
  const columns: Column<Coverage>[] = [
    {
      key: 'entity',
      title: 'Service',
      fixed: true,
      render: one => <EntityChip entityRef={one.entityRef} />,
    },
    {
      key: 'covered',
      title: 'Covered',
      width: 76,
      numeric: true,
      render: one =>
        one.coveredRatio === null ? (
          <Muted title="No kind of scan is required">–</Muted>
        ) : (
          formatPercent(one.coveredRatio)
        ),
    },
    ...shownKinds.map(kind => ({
      key: kind,
      title: kindWords[kind],
      width: '10.5%',
      render: (one: Coverage) => (
        <Cell
          kind={one.kinds.find(item => item.kind === kind)}
          required={one.required.includes(kind)}
        />
      ),
    })),
  ];
  return (
    <DataTable
      label="Scan coverage"
      columns={
        props.withoutEntity
          ? columns.filter(({ key }) => key !== 'entity')
          : columns
      }
      rows={props.items}
      rowKey={one => one.entityRef}
      comfortable
      more={props.more}
      empty={props.empty}
    />
  );
}
