import {
  Column,
  DataTable,
  EmptyState,
  FilterBar,
  formatCount,
  Mono,
  Muted,
  QueryStates,
  Row,
  SeverityBar,
  StatusChip,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { licenceDecisions, totalOf } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useSbomComponents } from '../api/sbomQueries';
import { decisionWords } from './sbomWords';

type Component = Answer<'sbomComponents'>['items'][number];

const columns: Column<Component>[] = [
  {
    key: 'name',
    title: 'Component',
    fixed: true,
    render: one => <Mono title={one.purl ?? one.ref}>{one.name}</Mono>,
  },
  {
    key: 'version',
    title: 'Version',
    width: 128,
    fixed: true,
    render: one => <Mono>{one.version ?? '–'}</Mono>,
  },
  {
    key: 'ecosystem',
    title: 'Ecosystem',
    width: 96,
    priority: 3,
    render: one => one.ecosystem ?? '–',
  },
  {
    key: 'licences',
    title: 'Licences',
    width: '20%',
    render: one => (
      <span title={one.licences.join(', ')}>
        {one.licences.join(', ') || '–'}
      </span>
    ),
  },
  {
    key: 'decision',
    title: 'Decision',
    width: 120,
    priority: 2,
    render: one => <StatusChip {...decisionWords[one.licenceDecision]} />,
  },
  {
    key: 'open',
    title: 'Open findings',
    width: 120,
    render: one =>
      totalOf(one.open) > 0 ? (
        <Row style={{ gap: 8 }}>
          {formatCount(totalOf(one.open))}
          <SeverityBar counts={one.open} width={64} />
        </Row>
      ) : (
        <Muted>0</Muted>
      ),
  },
];

/** The components of an SBOM by name. */
export function ComponentsTable({ id }: { id: string }) {
  const url = useUrlState();
  const decision = licenceDecisions.filter(one =>
    url.list('decision').includes(one),
  );
  const components = useSbomComponents(id, {
    q: url.get('q'),
    decision,
    licence: url.list('licence'),
  });
  return (
    <>
      <FilterBar
        url={url}
        label="Filter components"
        search={{ key: 'q', placeholder: 'Component' }}
        fields={[
          {
            key: 'decision',
            label: 'Decision',
            options: licenceDecisions.map(value => ({
              value,
              label: decisionWords[value].word,
            })),
          },
          { key: 'licence', label: 'Licence', options: [], free: true },
        ]}
      />
      <QueryStates what="the components" query={components}>
        {({ items }) => (
          <DataTable
            label="Components"
            columns={columns}
            rows={items}
            rowKey={one => one.ref}
            more={
              components.more && { ...components.more, auto: true, step: 100 }
            }
            empty={<EmptyState icon="box" title="No component fits" />}
          />
        )}
      </QueryStates>
    </>
  );
}
