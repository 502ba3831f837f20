import {
  Column,
  DataTable,
  formatCount,
  QueryStates,
  SeverityBar,
  severityNames,
  severityWords,
  token,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { ReactNode } from 'react';
import {
  findingKinds,
  findingStates,
} from '@quarterdeck/plugin-security-common';
import { Answer, ListFilter, Query } from '../api/answerTypes';
import { useGroups } from '../api/lists';
import {
  entityName,
  kindWords,
  personName,
  stateWords,
} from '../components/findingWords';
import { groupFilterKey, groupWords } from './filterFields';

type Group = Answer<'findingGroups'>['items'][number];
type GroupBy = Query<'findingGroups'>['groupBy'];

function labelOf(group: Group, by: GroupBy): string {
  const severity = severityNames.find(one => one === group.key);
  const kind = findingKinds.find(one => one === group.key);
  const state = findingStates.find(one => one === group.key);
  if (by === 'severity' && severity) return severityWords[severity];
  if (by === 'kind' && kind) return kindWords[kind];
  if (by === 'state' && state) return stateWords[state].word;
  if (by === 'entity') return entityName(group.label);
  if (by === 'owner' || by === 'assignee') {
    return group.key === 'none' || !group.label
      ? 'Nobody'
      : personName(group.label);
  }
  return group.label || '–';
}

/** The findings by one property; a row leads to the findings of its group. */
export function GroupsTable(props: {
  filter: ListFilter;
  by: GroupBy;
  url: UrlState;
  empty: ReactNode;
}) {
  const { filter, by, url, empty } = props;
  const groups = useGroups(filter, by);
  const most = Math.max(1, ...(groups.data?.items ?? []).map(one => one.count));
  const columns: Column<Group>[] = [
    {
      key: 'group',
      title: groupWords[by] ?? 'Group',
      fixed: true,
      render: group => <span title={group.label}>{labelOf(group, by)}</span>,
    },
    {
      key: 'count',
      title: 'Findings',
      numeric: true,
      width: 96,
      sorted: 'descending',
      render: group => formatCount(group.count),
    },
    {
      key: 'severity',
      title: 'By severity',
      width: '30%',
      priority: 2,
      // As long as its share of the largest group: lengths can be compared.
      render: group => (
        <div style={{ width: `${Math.max(3, (100 * group.count) / most)}%` }}>
          <SeverityBar counts={group.bySeverity} />
        </div>
      ),
    },
    {
      key: 'due',
      title: 'Past due',
      numeric: true,
      width: 88,
      render: group =>
        group.pastDue > 0 ? (
          <b style={{ color: token('state.error.text'), fontWeight: 600 }}>
            {formatCount(group.pastDue)}
          </b>
        ) : (
          '0'
        ),
    },
    {
      key: 'entities',
      title: 'Services',
      numeric: true,
      width: 88,
      render: group => formatCount(group.entities),
    },
  ];
  return (
    <QueryStates what="the groups" query={groups}>
      {({ items }) => (
        <DataTable
          label={`Findings by ${groupWords[by]?.toLowerCase() ?? by}`}
          columns={columns}
          rows={items}
          rowKey={group => group.key}
          pageKeys
          onOpen={group =>
            url.set({
              group: undefined,
              view: url.get('view') ?? 'needs_triage',
              [groupFilterKey(by)]: [group.key],
            })
          }
          more={groups.more}
          empty={empty}
        />
      )}
    </QueryStates>
  );
}
