import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatCount,
  Icon,
  QueryStates,
  RelativeTime,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { useVexDocuments } from '../api/sbomQueries';

const UploadDialog = lazy(() =>
  import('../upload/UploadDialog').then(m => ({ default: m.UploadDialog })),
);
const VexExportDialog = lazy(() =>
  import('./VexExportDialog').then(m => ({ default: m.VexExportDialog })),
);
import { formatWord } from './sbomWords';

type Document = Answer<'listVexDocuments'>['items'][number];

const count = (value: number, state?: string) => (
  <span
    style={{
      color:
        value > 0 && state ? token(`state.${state}.text`) : token('text.muted'),
      fontWeight: value > 0 && state ? 600 : 400,
    }}
  >
    {formatCount(value)}
  </span>
);

const columns: Column<Document>[] = [
  {
    key: 'state',
    title: 'Counts',
    width: 128,
    fixed: true,
    render: one => (
      <StatusChip
        state={one.newest ? 'success' : 'skipped'}
        word={one.newest ? 'In force' : 'Replaced'}
      />
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    fixed: true,
    render: one => <EntityChip entityRef={one.entityRef} />,
  },
  {
    key: 'format',
    title: 'Format',
    width: 112,
    render: one => formatWord(one.format),
  },
  {
    key: 'author',
    title: 'Author',
    width: '20%',
    priority: 3,
    render: one => one.author ?? '–',
  },
  {
    key: 'applied',
    title: 'Applied',
    numeric: true,
    width: 84,
    render: one => count(one.applied, 'success'),
  },
  {
    key: 'unmatched',
    title: 'Unmatched',
    numeric: true,
    width: 96,
    render: one => count(one.unmatched, 'warn'),
  },
  {
    key: 'rejected',
    title: 'Rejected',
    numeric: true,
    width: 84,
    render: one => count(one.rejected, 'error'),
  },
  {
    key: 'at',
    title: 'Taken in',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: one => <RelativeTime at={one.receivedAt} />,
  },
];

/** VEX documents and what became of their statements. */
export function VexTable({ scope }: { scope?: string }) {
  const documents = useVexDocuments({ scope });
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'upload' | 'export'>();
  const close = () => setAsked(undefined);
  const table = (
    <QueryStates what="the VEX documents" query={documents}>
      {({ items }) => (
        <DataTable
          label="VEX documents"
          columns={columns}
          rows={items}
          rowKey={one => one.id}
          onOpen={one => navigate(`/sbom/vex/${encodeURIComponent(one.id)}`)}
          pageKeys
          more={documents.more}
          empty={
            <EmptyState
              icon="doc"
              title="No VEX document came in"
              reason="CycloneDX, OpenVEX and CSAF are read; every statement is answered: applied, unmatched or rejected."
            />
          }
        />
      )}
    </QueryStates>
  );
  return (
    <>
      <div
        style={{
          display: 'flex',
          justifyContent: 'flex-end',
          gap: 8,
          padding: '8px 16px',
        }}
      >
        <Button
          size="small"
          variant="outlined"
          startIcon={<Icon name="up" size={14} />}
          onClick={() => setAsked('upload')}
        >
          Upload VEX
        </Button>
        <Button
          size="small"
          variant="outlined"
          startIcon={<Icon name="down" size={14} />}
          onClick={() => setAsked('export')}
        >
          Export VEX
        </Button>
      </div>
      {table}
      <Suspense fallback={null}>
        {asked === 'upload' && <UploadDialog category="vex" onClose={close} />}
        {asked === 'export' && <VexExportDialog onClose={close} />}
      </Suspense>
    </>
  );
}
