import { useParams } from 'react-router-dom';
import { z } from 'zod';
import {
  Card,
  EntityChip,
  formatCount,
  Mono,
  Muted,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  SafeLink,
  SeverityBar,
  Skeleton,
  Stale,
  StatTile,
  StatusChip,
  TextLink,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import {
  ImportCounters,
  importCountersSchema,
  totalOf,
} from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useImport } from '../api/queries';
import { kindWords } from '../components/findingWords';
import { SecurityTabs } from '../components/SecurityTabs';
import { ConfirmClose } from './ConfirmClose';
import { ScanChanges } from './ScanChanges';
import { notClosingWords, scanHref, scanState } from './scanWords';

const tiles: ReadonlyArray<{
  key: keyof z.infer<typeof importCountersSchema>;
  label: string;
}> = [
  { key: 'created', label: 'New' },
  { key: 'reopened', label: 'Reopened' },
  { key: 'updated', label: 'Updated' },
  { key: 'unchanged', label: 'Unchanged' },
  { key: 'fixed', label: 'Fixed' },
];

const others = (counters: ImportCounters) =>
  [
    counters.suppressed > 0 && `${formatCount(counters.suppressed)} left out`,
    counters.rejected > 0 &&
      `${formatCount(counters.rejected)} could not be read`,
  ]
    .filter(Boolean)
    .join(', ');

/** One scan: what it changed, and why it closed nothing, if so. */
export function ScanPage() {
  const { id = '' } = useParams();
  const scan = useImport(id);
  return (
    <Page>
      <QueryStates
        what="the scan"
        query={scan}
        skeleton={<Skeleton rows={8} />}
      >
        {answer => <Whole scan={answer} />}
      </QueryStates>
    </Page>
  );
}

function Whole({ scan }: { scan: Answer<'getImport'> }) {
  const { counters, run } = scan;
  return (
    <>
      <PageHead
        title={`${scan.tool}${scan.toolVersion ? ` ${scan.toolVersion}` : ''}`}
        chip={<StatusChip variant="soft" {...scanState(scan)} />}
        sentence={others(counters)}
        actions={counters.pendingClose > 0 && <ConfirmClose scan={scan} />}
        facts={
          <>
            <EntityChip entityRef={scan.entityRef} />
            <span>
              {[
                scan.kinds.map(kind => kindWords[kind]).join(', ') ||
                  scan.category,
                scan.scope,
                scan.ref,
                scan.environment,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
            {scan.commit && <Mono>{scan.commit.slice(0, 7)}</Mono>}
            <span>
              scanned <RelativeTime at={scan.scannedAt} />, taken in{' '}
              <RelativeTime at={scan.receivedAt} />
            </span>
            {scan.format !== scan.tool.toLocaleLowerCase('en-US') && (
              <span>{scan.format}</span>
            )}
            {run?.url && <SafeLink href={run.url}>run</SafeLink>}
            {scan.previousId && (
              <TextLink to={scanHref(scan.previousId)}>scan before</TextLink>
            )}
            {scan.nextId && (
              <TextLink to={scanHref(scan.nextId)}>next scan</TextLink>
            )}
          </>
        }
      />
      <SecurityTabs at="scans" />
      {scan.outdated && (
        <Stale>
          A newer scan of the same kind was taken in before: this one changed
          nothing.
        </Stale>
      )}
      {scan.notClosing && (
        <Stale>
          {notClosingWords[scan.notClosing]}
          {scan.statusReason && ` ${scan.statusReason}`}
        </Stale>
      )}
      <TileRow label="What it changed">
        {tiles.map(({ key, label }) => (
          <StatTile
            key={key}
            label={label}
            value={formatCount(counters[key])}
            note={
              key === 'fixed' && counters.pendingClose > 0
                ? `${formatCount(counters.pendingClose)} held`
                : undefined
            }
          />
        ))}
      </TileRow>
      <Card title="Open before and after">
        <div style={{ display: 'grid', gap: 12 }}>
          {(['before', 'after'] as const).map(when => (
            <div key={when}>
              <Muted>
                {when === 'before' ? 'Before' : 'After'},{' '}
                {formatCount(totalOf(scan[when]))} open
              </Muted>
              <SeverityBar
                label={when === 'before' ? 'Before' : 'After'}
                counts={scan[when]}
                list
              />
            </div>
          ))}
        </div>
      </Card>
      {scan.rejects.length > 0 && (
        <Card title="What could not be read">
          {scan.rejects.map(({ path, message }) => (
            <div key={path + message} style={{ padding: '4px 0' }}>
              <Mono>{path}</Mono> {message}
            </div>
          ))}
        </Card>
      )}
      <ScanChanges id={scan.id} />
    </>
  );
}
