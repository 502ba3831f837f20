import useMediaQuery from '@mui/material/useMediaQuery';
import { styled } from '@mui/material/styles';
import { useEffect, useMemo, useState } from 'react';
import {
  BuiltInView,
  Card,
  FilterBar,
  QueryStates,
  SavedViews,
  token,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { findingViews } from '@quarterdeck/plugin-security-common';
import { ListFilter } from '../api/answerTypes';
import { useFindings } from '../api/lists';
import { useFacets } from '../api/queries';
import { NoFindings } from '../components/NoFindings';
import { ExportMenu } from './ExportMenu';
import { filterFields } from './filterFields';
import { FilterMenu } from './FilterMenu';
import { filterOf, groupOf, isNarrowed, sortOf } from './findingFilter';
import { FindingPeek } from './FindingPeek';
import { FindingsTable } from './FindingsTable';
import { GroupPicker } from './GroupPicker';
import { GroupsTable } from './GroupsTable';
import { useTeamViews } from './useTeamViews';
import { useTriage } from './useTriage';

const Split = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  '&[data-docked="true"]': {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(320px, 372px)',
    // Down to the end of the list, however short the panel is.
    '& > :not(aside)': {
      borderRight: `1px solid ${token('border.subtle')}`,
    },
  },
});

const viewLabels: Record<(typeof findingViews)[number], string> = {
  not_fixed: 'Not fixed',
  needs_triage: 'Needs triage',
  past_due: 'Past due',
  mine: 'Mine',
  accepted_ending: 'Accepted, ending soon',
};

/** Views, filters, groups, rows and a peek beside them: decide fast. */
export function TriageList(props: {
  scope?: string;
  /** On an entity's page: its findings only. */
  entityRef?: string;
}) {
  const { scope, entityRef } = props;
  const url = useUrlState();
  const docked = !useMediaQuery('(max-width: 1279px)');
  const fallback = entityRef ? 'not_fixed' : 'needs_triage';
  const filter = useMemo<ListFilter>(
    () => ({
      ...filterOf(url, scope, fallback),
      ...(entityRef && { entity: [entityRef] }),
    }),
    [url, scope, fallback, entityRef],
  );
  const group = groupOf(url);
  const findings = useFindings(filter, sortOf(url), group === undefined);
  const facets = useFacets(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const clear = () => {
    setChosen(new Set());
    setAll(false);
  };
  const triage = useTriage({ onDone: clear });
  const teams = useTeamViews();
  const listKey = JSON.stringify(filter);
  // Another list: what was chosen is not in it.
  useEffect(clear, [listKey]);

  const counts = new Map(
    facets.data?.views.map(({ view, count }) => [
      view,
      `${count.count.toLocaleString('en-US')}${count.capped ? '+' : ''}`,
    ]),
  );
  const builtIn: BuiltInView[] = [
    ...findingViews.map(view => ({
      label: viewLabels[view],
      query: view === fallback ? '' : `view=${view}`,
      count: counts.get(view),
    })),
    { label: 'All', query: 'view=all' },
  ];
  const open = url.get('open');
  const rows = findings.data?.items ?? [];
  const at = rows.findIndex(({ id }) => id === open);
  const walk = (by: number) => {
    const next = at >= 0 ? rows[at + by] : undefined;
    return next && (() => url.set({ open: next.id }));
  };
  const isWhole =
    !isNarrowed(url) &&
    [undefined, 'not_fixed', 'all'].includes(url.get('view'));
  return (
    <Card flush>
      <SavedViews
        list="findings"
        builtIn={builtIn}
        teams={teams}
        right={<ExportMenu filter={filter} entityRef={entityRef} />}
      />
      <FilterBar
        url={url}
        label="Filter findings"
        fields={filterFields(facets.data, url, entityRef !== undefined)}
        search={{ key: 'q', placeholder: 'Title, CVE, package' }}
        right={
          <>
            <FilterMenu url={url} /> <GroupPicker url={url} />
          </>
        }
      />
      {group ? (
        <GroupsTable
          filter={filter}
          by={group}
          url={url}
          empty={
            findings.data ? (
              <NoFindings knowledge={findings.data.first.knowledge} narrowed />
            ) : undefined
          }
        />
      ) : (
        <Split data-docked={docked && open !== undefined}>
          <QueryStates what="the findings" query={findings}>
            {answer => (
              <div style={{ minWidth: 0 }}>
                <FindingsTable
                  url={url}
                  findings={findings}
                  rows={answer.items}
                  filter={filter}
                  selection={{ keys: chosen, onChange: setChosen }}
                  all={all}
                  onAll={setAll}
                  ask={triage.ask}
                  open={open}
                  onOpen={({ id }) => url.set({ open: id })}
                  withoutEntity={entityRef !== undefined}
                  narrow={docked && open !== undefined}
                  empty={
                    <NoFindings
                      knowledge={answer.first.knowledge}
                      narrowed={!isWhole}
                      visibility={answer.first.meta.visibility}
                    />
                  }
                />
              </div>
            )}
          </QueryStates>
          {open && (
            <FindingPeek
              id={open}
              docked={docked}
              ask={triage.ask}
              act={triage.act}
              onClose={() => url.set({ open: undefined })}
              onPrevious={walk(-1)}
              onNext={walk(1)}
            />
          )}
        </Split>
      )}
      {triage.dialogs}
    </Card>
  );
}
