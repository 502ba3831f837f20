import {
  Card,
  EmptyState,
  EntityChip,
  formatCount,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  Skeleton,
  StatTile,
  TextLink,
  TileRow,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { Sbom } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useSbomDiff } from '../api/sbomQueries';
import { DiffTable } from './DiffTable';
import { sbomHref, sbomTitle } from './sbomWords';

/** What differs between two SBOMs: added, removed, other versions, other licences. */
export function DiffPage() {
  const url = useUrlState();
  const from = url.get('from') ?? '';
  const to = url.get('to') ?? '';
  if (!from || !to) {
    return (
      <Page>
        <EmptyState
          icon="cols"
          title="Two SBOMs are needed"
          reason="Choose two in the list and compare them."
          action={<TextLink to="/sbom?view=documents">SBOMs</TextLink>}
        />
      </Page>
    );
  }
  return <Compared from={from} to={to} />;
}

function Compared(props: { from: string; to: string }) {
  const diff = useSbomDiff(props.from, props.to);
  return (
    <Page>
      <QueryStates
        what="the comparison"
        query={diff}
        skeleton={<Skeleton rows={8} />}
      >
        {answer => <Whole diff={answer} />}
      </QueryStates>
    </Page>
  );
}

const Side = ({ sbom }: { sbom: Sbom }) => (
  <>
    <TextLink to={sbomHref(sbom.id)} style={{ textDecoration: 'underline' }}>
      {sbomTitle(sbom)}
    </TextLink>{' '}
    (
    <RelativeTime at={sbom.createdAt} />)
  </>
);

function Whole({ diff }: { diff: Answer<'diffSboms'> }) {
  const { from, to, added, removed, changed, licenceChanged } = diff;
  const none =
    added.length + removed.length + changed.length + licenceChanged.length ===
    0;
  return (
    <>
      <PageHead
        title="What changed"
        facts={
          <>
            <EntityChip entityRef={to.entityRef} />
            <span>
              from <Side sbom={from} /> to <Side sbom={to} />
            </span>
          </>
        }
      />
      <TileRow label="Differences">
        <StatTile label="Added" value={formatCount(added.length)} />
        <StatTile label="Removed" value={formatCount(removed.length)} />
        <StatTile label="Other version" value={formatCount(changed.length)} />
        <StatTile
          label="Other licence"
          value={formatCount(licenceChanged.length)}
        />
        <StatTile label="Same" value={formatCount(diff.unchanged)} />
      </TileRow>
      {none ? (
        <Card>
          <EmptyState icon="check" title="Both hold the same components" />
        </Card>
      ) : (
        <>
          <DiffTable title="Other version" rows={changed} kind="versions" />
          <DiffTable title="Added" rows={added} kind="added" />
          <DiffTable title="Removed" rows={removed} kind="removed" />
          <DiffTable
            title="Other licence"
            rows={licenceChanged}
            kind="licences"
          />
        </>
      )}
    </>
  );
}
