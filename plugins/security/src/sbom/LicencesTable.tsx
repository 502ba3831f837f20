import {
  Column,
  DataTable,
  EmptyState,
  FilterBar,
  formatCount,
  QueryStates,
  RelativeTime,
  StatusChip,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { licenceDecisions } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useLicences } from '../api/sbomQueries';
import { decisionWords } from './sbomWords';

type Line = Answer<'listLicences'>['items'][number];

const columns: Column<Line>[] = [
  {
    key: 'decision',
    title: 'Decision',
    width: 128,
    fixed: true,
    render: line => <StatusChip {...decisionWords[line.decision]} />,
  },
  {
    key: 'licence',
    title: 'Licence',
    fixed: true,
    render: line => <span title={line.licence}>{line.licence}</span>,
  },
  {
    key: 'why',
    title: 'Why',
    width: '34%',
    priority: 2,
    render: line => <span title={line.why}>{line.why}</span>,
  },
  {
    key: 'components',
    title: 'Components',
    numeric: true,
    width: 112,
    sorted: 'descending',
    render: line => formatCount(line.components),
  },
  {
    key: 'entities',
    title: 'Services',
    numeric: true,
    width: 96,
    render: line => formatCount(line.entities),
  },
];

/** Licences by how many components have them, and what the lists say. */
export function LicencesTable(props: { url: UrlState; scope?: string }) {
  const { url, scope } = props;
  const decision = licenceDecisions.filter(one =>
    url.list('decision').includes(one),
  );
  const licences = useLicences({ scope, decision, entity: url.list('entity') });
  const newest = licences.data?.first.newestSbomAt;
  return (
    <>
      <FilterBar
        url={url}
        label="Filter licences"
        fields={[
          {
            key: 'decision',
            label: 'Decision',
            options: licenceDecisions.map(value => ({
              value,
              label: decisionWords[value].word,
            })),
          },
          { key: 'entity', label: 'Entity', options: [], free: true },
        ]}
      />
      <QueryStates what="the licences" query={licences}>
        {({ items }) => (
          <DataTable
            label="Licences"
            columns={columns}
            rows={items}
            rowKey={line => line.licence}
            more={licences.more && { ...licences.more, auto: true }}
            status={
              newest && (
                <>
                  Newest SBOM <RelativeTime at={newest} />
                </>
              )
            }
            empty={
              <EmptyState
                icon="policy"
                title={newest ? 'No licence fits' : 'No SBOM came in'}
                reason={
                  newest
                    ? 'Nothing matches the filters.'
                    : 'Licences are read from SBOMs and licence reports; none is known, which is not the same as none used.'
                }
              />
            }
          />
        )}
      </QueryStates>
    </>
  );
}
