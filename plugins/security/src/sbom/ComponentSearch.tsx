import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  SearchBox,
  Stale,
  Tag,
  TextLink,
  token,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { useComponentSearch } from '../api/sbomQueries';
import { counted } from '../components/findingWords';
import { sbomHref } from './sbomWords';

type Hit = Answer<'searchComponents'>['items'][number];

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 12,
  alignItems: 'center',
  padding: '12px 16px',
  borderBottom: `1px solid ${token('border.subtle')}`,
});

const Edge = styled('div')({ padding: '12px 16px' });

/** `13 services, 2 versions`; with more to load at least that many. */
function shippedBy(hits: readonly Hit[], more: boolean): string {
  const services = new Set(hits.map(hit => hit.entityRef)).size;
  const versions = new Set(hits.map(hit => hit.version)).size;
  return `${more ? 'At least ' : ''}${counted(services, 'service')}, ${counted(
    versions,
    'version',
  )}`;
}

const columns: Column<Hit>[] = [
  {
    key: 'entity',
    title: 'Service',
    width: '20%',
    fixed: true,
    render: hit => <EntityChip entityRef={hit.entityRef} />,
  },
  {
    key: 'component',
    title: 'Component',
    fixed: true,
    render: hit => <Mono title={hit.purl ?? undefined}>{hit.name}</Mono>,
  },
  {
    key: 'version',
    title: 'Version',
    width: 140,
    fixed: true,
    render: hit => (
      <>
        <Mono>{hit.version ?? 'none told'}</Mono>{' '}
        {hit.inRange === 'unknown' && (
          <Tag title="This version cannot be compared with the range">
            cannot say
          </Tag>
        )}
      </>
    ),
  },
  {
    key: 'direct',
    title: 'Direct',
    width: 72,
    priority: 3,
    render: hit => {
      if (hit.direct === null) return <Muted>–</Muted>;
      return hit.direct ? 'yes' : 'no';
    },
  },
  {
    key: 'where',
    title: 'Where',
    width: '16%',
    priority: 2,
    render: hit =>
      [hit.environment ?? hit.ref, hit.rootVersion]
        .filter(Boolean)
        .join(', ') || '–',
  },
  {
    key: 'licences',
    title: 'Licences',
    width: '14%',
    priority: 3,
    render: hit => hit.licences.join(', ') || '–',
  },
  {
    key: 'sbom',
    title: 'SBOM of',
    width: 96,
    numeric: true,
    render: hit => (
      <TextLink to={sbomHref(hit.sbomId)}>
        <RelativeTime at={hit.createdAt} />
      </TextLink>
    ),
  },
];

const waitMs = 300;

/** "Who ships log4j-core < 2.17?" over the newest SBOM of everything in scope. */
export function ComponentSearch(props: { url: UrlState; scope?: string }) {
  const { url, scope } = props;
  const name = url.get('name') ?? '';
  const range = url.get('range') ?? '';
  const [text, setText] = useState(range);
  const { set } = url;
  useEffect(() => {
    if (text === range) return undefined;
    const timer = setTimeout(() => set({ range: text || undefined }), waitMs);
    return () => clearTimeout(timer);
  }, [text, range, set]);
  const exact = url.get('exact') === 'true';
  const search = useComponentSearch({
    scope,
    name: name.trim(),
    range: range.trim() || undefined,
    exact: exact || undefined,
  });
  const first = search.data?.first;
  return (
    <>
      <Bar role="search" aria-label="Search components">
        <SearchBox
          placeholder="Component, or its package URL"
          value={name}
          onChange={value => set({ name: value || undefined })}
        />
        <TextField
          size="small"
          label="Versions"
          placeholder="<2.17"
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ maxLength: 255 }}
          sx={{ width: 160 }}
        />
        <FormControlLabel
          label="Exactly this name"
          control={
            <Checkbox
              size="small"
              checked={exact}
              onChange={event =>
                set({ exact: event.target.checked ? 'true' : undefined })
              }
            />
          }
        />
      </Bar>
      {name.trim() === '' ? (
        <EmptyState
          icon="search"
          title="Who ships it?"
          reason="Type the name of a component, and a range of versions such as <2.17 or >=1.2 <1.4.1. Versions are compared by the rules of their ecosystem."
        />
      ) : (
        <QueryStates what="the components" query={search}>
          {({ items }) => (
            <>
              {first && first.entitiesWithoutSbom > 0 && (
                <Edge>
                  <Stale>
                    {counted(first.entitiesWithoutSbom, 'service')} without any
                    SBOM: they may ship it too.
                  </Stale>
                </Edge>
              )}
              <DataTable
                label="Who ships it"
                columns={columns}
                rows={items}
                rowKey={hit =>
                  `${hit.sbomId} ${hit.purl ?? hit.name} ${hit.version}`
                }
                pageKeys
                more={search.more && { ...search.more, auto: true }}
                footer={
                  <>
                    {shippedBy(items, search.more !== undefined)}
                    {first?.visibility === 'own' &&
                      ', your teams only: others may ship it too'}
                  </>
                }
                empty={
                  <EmptyState
                    icon={first?.entitiesWithoutSbom ? 'search' : 'check'}
                    title="Nobody is known to ship it"
                    reason={
                      first?.entitiesWithoutSbom
                        ? 'Among those with an SBOM. What the others ship is not known.'
                        : 'Every service in scope has an SBOM, and it is in none of them.'
                    }
                  />
                }
              />
            </>
          )}
        </QueryStates>
      )}
    </>
  );
}
