import { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  Column,
  DataTable,
  EntityChip,
  formatCount,
  Mono,
  RelativeTime,
  StatusChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { ScanImport } from '@quarterdeck/plugin-security-common';
import { kindWords } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { scanHref, scanState } from './scanWords';

/** A count that matters stands out; zero is a zero. */
const count = (value: number, state?: string) => (
  <span
    style={
      value > 0 && state
        ? { color: token(`state.${state}.text`), fontWeight: 600 }
        : { color: token('text.muted') }
    }
  >
    {formatCount(value)}
  </span>
);

const columns: Column<ScanImport>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 112,
    fixed: true,
    render: scan => (
      <StatusChip {...scanState(scan)} raw={scan.statusReason ?? undefined} />
    ),
  },
  {
    key: 'scan',
    title: 'Scan',
    fixed: true,
    render: scan => (
      <TwoLines
        title={`${scan.tool} ${scan.toolVersion ?? ''} (${scan.format})`}
        first={
          <TextLink to={scanHref(scan.id)} style={{ color: 'inherit' }}>
            {scan.tool}
          </TextLink>
        }
        second={[
          scan.kinds.map(kind => kindWords[kind]).join(', ') || scan.category,
          scan.scope,
          scan.ref,
          scan.environment,
        ]
          .filter(Boolean)
          .join(', ')}
      />
    ),
  },
  {
    key: 'entity',
    title: 'Entity',
    width: '18%',
    render: scan => <EntityChip entityRef={scan.entityRef} />,
  },
  {
    key: 'commit',
    title: 'Commit',
    width: 84,
    priority: 3,
    render: scan => <Mono>{scan.commit?.slice(0, 7) ?? '–'}</Mono>,
  },
  {
    key: 'new',
    title: 'New',
    numeric: true,
    width: 64,
    render: ({ counters }) => count(counters.created, 'error'),
  },
  {
    key: 'reopened',
    title: 'Reopened',
    numeric: true,
    width: 84,
    priority: 3,
    render: ({ counters }) => count(counters.reopened, 'warn'),
  },
  {
    key: 'fixed',
    title: 'Fixed',
    numeric: true,
    width: 64,
    render: ({ counters }) => count(counters.fixed, 'success'),
  },
  {
    key: 'unchanged',
    title: 'Same',
    numeric: true,
    width: 72,
    priority: 2,
    render: ({ counters }) => count(counters.unchanged + counters.updated),
  },
  {
    key: 'rejected',
    title: 'Rejected',
    numeric: true,
    width: 80,
    priority: 3,
    render: ({ counters }) => count(counters.rejected, 'error'),
  },
  {
    key: 'at',
    title: 'Scanned',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: scan => <RelativeTime at={scan.scannedAt} />,
  },
];

/** Scans as rows; a row opens what it changed. */
export function ScansTable(props: {
  scans: readonly ScanImport[];
  label?: string;
  withoutEntity?: boolean;
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
}) {
  const navigate = useNavigate();
  return (
    <DataTable
      label={props.label ?? 'Scans'}
      columns={
        props.withoutEntity
          ? columns.filter(({ key }) => key !== 'entity')
          : columns
      }
      rows={props.scans}
      rowKey={scan => scan.id}
      onOpen={scan => navigate(scanHref(scan.id))}
      comfortable
      pageKeys
      more={props.more}
      empty={props.empty}
    />
  );
}
