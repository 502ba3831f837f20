import { useNavigate } from 'react-router-dom';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  Column,
  DataTable,
  EntityChip,
  Muted,
  RelativeTime,
  RunStrip,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { HomeAnswer } from '../api/answerTypes';
import { stateOf } from './runWords';
import { stripBars } from './stripBars';

type Service = HomeAnswer['services'][number];

/** The CI tab of an entity. */
const tabHref = (entityRef: string): string => {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind.toLocaleLowerCase(
    'en-US',
  )}/${name}/ci-cd`;
};

const columns: Column<Service>[] = [
  {
    key: 'service',
    title: 'Service',
    width: '34%',
    fixed: true,
    render: service => <EntityChip entityRef={service.entityRef} />,
  },
  {
    key: 'status',
    title: 'CI on the default branch',
    width: '24%',
    render: ({ status }) =>
      status ? (
        <StatusChip state={stateOf(status)} word={status.word} />
      ) : (
        <StatusChip state="unknown" word="No run seen" />
      ),
  },
  {
    key: 'since',
    title: 'Since',
    width: 104,
    priority: 3,
    render: ({ since }) =>
      since ? <RelativeTime at={since} bare /> : <Muted>–</Muted>,
  },
  {
    key: 'runs',
    title: 'Last 20 runs',
    render: ({ entityRef, lastRuns }) =>
      lastRuns.length > 0 ? (
        <RunStrip
          label={`Last runs of ${entityRef}`}
          runs={stripBars(lastRuns.slice(-20))}
        />
      ) : (
        <Muted>–</Muted>
      ),
  },
];

/** Services with their CI and last runs; a row leads to the entity's runs. */
export function ServicesTable({ services }: { services: readonly Service[] }) {
  const navigate = useNavigate();
  return (
    <DataTable
      label="Your services"
      columns={columns}
      rows={services}
      rowKey={service => service.entityRef}
      onOpen={service => navigate(tabHref(service.entityRef))}
    />
  );
}
