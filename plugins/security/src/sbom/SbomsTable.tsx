import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  BulkBar,
  Column,
  DataTable,
  EntityChip,
  formatCount,
  Mono,
  NotSetUp,
  QueryStates,
  RelativeTime,
  Tag,
  TextLink,
  UrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { Sbom } from '@quarterdeck/plugin-security-common';
import { useSboms } from '../api/sbomQueries';
import { TwoLines } from '../components/TwoLines';
import { formatWord, madeWith, sbomHref, sbomTitle } from './sbomWords';

const columns: Column<Sbom>[] = [
  {
    key: 'sbom',
    title: 'SBOM',
    fixed: true,
    render: sbom => (
      <TwoLines
        title={`${sbomTitle(sbom)} (${formatWord(sbom.format)})`}
        first={
          <TextLink to={sbomHref(sbom.id)} style={{ color: 'inherit' }}>
            {sbomTitle(sbom)}
          </TextLink>
        }
        second={[...madeWith(sbom.format, sbom.tool), sbom.scope]
          .filter(Boolean)
          .join(', ')}
      />
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    width: '20%',
    render: sbom => <EntityChip entityRef={sbom.entityRef} />,
  },
  {
    key: 'where',
    title: 'Where',
    width: '16%',
    priority: 2,
    render: sbom => sbom.environment ?? sbom.ref ?? '–',
  },
  {
    key: 'commit',
    title: 'Commit',
    width: 84,
    priority: 3,
    render: sbom => <Mono>{sbom.commit?.slice(0, 7) ?? '–'}</Mono>,
  },
  {
    key: 'components',
    title: 'Components',
    width: 120,
    numeric: true,
    render: sbom => (
      <>
        {sbom.rejected > 0 && (
          <Tag
            title={`${sbom.rejected} could not be read: the list is not whole`}
          >
            not whole
          </Tag>
        )}{' '}
        {formatCount(sbom.components)}
      </>
    ),
  },
  {
    key: 'at',
    title: 'Made',
    width: 104,
    numeric: true,
    sorted: 'descending',
    render: sbom => <RelativeTime at={sbom.createdAt} />,
  },
];

/** SBOMs, newest first; two that are chosen can be compared. */
export function SbomsTable(props: { url: UrlState; scope?: string }) {
  const { url, scope } = props;
  const all = url.get('all') === 'true';
  const entity = url.list('entity');
  const sboms = useSboms({ scope, entity, all: all || undefined });
  const navigate = useNavigate();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const compare = (items: readonly Sbom[]) => {
    const two = items
      .filter(({ id }) => keys.has(id))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const [from, to] = two;
    if (!from || !to) return;
    navigate(`/sbom/diff?${new URLSearchParams({ from: from.id, to: to.id })}`);
  };
  return (
    <>
      <Views
        items={[
          {
            label: 'Newest of each',
            href: url.href({ all: undefined }),
            selected: !all,
          },
          {
            label: 'All versions',
            href: url.href({ all: 'true' }),
            selected: all,
          },
        ]}
      />
      <QueryStates what="the SBOMs" query={sboms}>
        {({ items }) => (
          <DataTable
            label="SBOMs"
            columns={columns}
            rows={items}
            rowKey={sbom => sbom.id}
            rowName={sbomTitle}
            comfortable
            pageKeys
            selection={{ keys, onChange: setKeys }}
            onOpen={sbom => navigate(sbomHref(sbom.id))}
            more={sboms.more}
            bulkBar={
              keys.size > 0 && (
                <BulkBar
                  count={keys.size}
                  onClear={() => setKeys(new Set())}
                  note={keys.size === 2 ? undefined : 'Choose two to compare'}
                >
                  <Button
                    size="small"
                    variant="outlined"
                    disabled={keys.size !== 2}
                    onClick={() => compare(items)}
                  >
                    Compare
                  </Button>
                </BulkBar>
              )
            }
            empty={
              <NotSetUp
                title="No SBOM came in"
                reason="Send a CycloneDX or SPDX file to the door, as a report of the category sbom."
                action={
                  <TextLink to="/ingest?panel=add">Add a scanner</TextLink>
                }
              />
            }
          />
        )}
      </QueryStates>
    </>
  );
}
