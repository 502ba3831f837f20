import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { styled } from '@mui/material/styles';
import { QualityKind } from '@quarterdeck/plugin-dora-common';
import {
  Column,
  DataTable,
  Drawer,
  EmptyState,
  EntityChip,
  formatCount,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useState } from 'react';
import { useQuality } from '../api/listQueries';
import { useExport } from '../api/useExport';
import { deploymentHref } from '../samples/sampleText';
import { DoraView } from '../view/useDoraView';
import { qualityWords } from '../words/qualityWords';

const Meanings = styled('ul')({
  margin: 0,
  paddingLeft: 16,
  fontSize: 12,
  lineHeight: '18px',
  color: token('text.secondary'),
  '& b': { fontWeight: 600, color: token('text.primary') },
});

interface Item {
  id: string;
  kind: QualityKind;
  service: string;
  entityRef: string | null;
  deploymentId: string | null;
  subject: string;
  at: string;
}

/** The last part of a name; of a commit as much as people use. */
const shortSubject = (subject: string): string =>
  (subject.split('/').pop() ?? subject).replace(
    /@([0-9a-f]{7})[0-9a-f]{9,}$/i,
    '@$1',
  );

const columns: readonly Column<Item>[] = [
  {
    key: 'kind',
    title: 'What',
    fixed: true,
    width: '36%',
    render: item => (
      <span title={qualityWords[item.kind].means}>
        {qualityWords[item.kind].title}
      </span>
    ),
  },
  {
    key: 'service',
    title: 'Service',
    width: '22%',
    render: item => (
      <EntityChip entityRef={item.entityRef} subject={item.service} />
    ),
  },
  {
    key: 'subject',
    title: 'About',
    render: item =>
      item.deploymentId ? (
        <TextLink to={deploymentHref(item.deploymentId)} title={item.subject}>
          <Mono>{shortSubject(item.subject)}</Mono>
        </TextLink>
      ) : (
        <Mono title={item.subject}>{item.subject}</Mono>
      ),
  },
  {
    key: 'at',
    title: 'When',
    width: 96,
    render: item => (
      <Muted>
        <RelativeTime at={item.at} />
      </Muted>
    ),
  },
];

/** What the numbers cannot tell, or had to mend: unlinked, clamped, missing sha, gaps. */
export function QualityDrawer({ view }: { view: DoraView }) {
  const [kind, setKind] = useState<QualityKind | 'all'>('all');
  const { scope, from, to } = view;
  const save = useExport();
  const quality = useQuality({
    scope,
    from,
    to,
    kind: kind === 'all' ? undefined : [kind],
  });
  const counts = quality.data?.first.byKind ?? [];
  return (
    <Drawer
      open
      wide
      title="Data quality"
      onClose={() => view.openPanel(undefined)}
    >
      <QueryStates what="the data quality" query={quality}>
        {({ items }) => (
          <>
            <Select
              size="small"
              value={kind}
              inputProps={{ 'aria-label': 'Kind' }}
              onChange={event =>
                setKind(
                  counts.find(one => one.kind === event.target.value)?.kind ??
                    'all',
                )
              }
            >
              <MenuItem value="all">
                All {counts.reduce((sum, { count }) => sum + count, 0)}
              </MenuItem>
              {counts
                .filter(({ count }) => count > 0)
                .map(one => (
                  <MenuItem key={one.kind} value={one.kind}>
                    {qualityWords[one.kind].title} {one.count}
                  </MenuItem>
                ))}
            </Select>
            {kind === 'all' ? (
              <Meanings>
                {counts
                  .filter(({ count }) => count > 0)
                  .map(one => (
                    <li key={one.kind}>
                      <b>
                        {formatCount(one.count)}{' '}
                        {qualityWords[one.kind].title.toLocaleLowerCase(
                          'en-US',
                        )}
                      </b>
                      . {qualityWords[one.kind].means}{' '}
                      {qualityWords[one.kind].todo}
                    </li>
                  ))}
              </Meanings>
            ) : (
              <Muted>
                {qualityWords[kind].means} {qualityWords[kind].todo}
              </Muted>
            )}
            <DataTable
              label="Data quality"
              columns={columns}
              rows={items}
              rowKey={item => item.id}
              more={quality.more}
              footer={
                <Button
                  size="small"
                  color="inherit"
                  onClick={() => save('quality', 'csv', { scope, from, to })}
                >
                  Save as CSV
                </Button>
              }
              empty={
                <EmptyState
                  icon="check"
                  title="Nothing to mend"
                  reason="Everything in this time could be linked and counted."
                />
              }
            />
          </>
        )}
      </QueryStates>
    </Drawer>
  );
}
