import Button from '@mui/material/Button';
import { Link, useParams } from 'react-router-dom';
import {
  Card,
  EntityChip,
  Facts,
  formatCount,
  Mono,
  Muted,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  Stale,
  StatusChip,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { useSbom } from '../api/sbomQueries';
import { counted } from '../components/findingWords';
import { ComponentsTable } from './ComponentsTable';
import { SbomTabs } from './SbomTabs';
import { decisionWords, madeWith, sbomTitle } from './sbomWords';

/** One SBOM: its components, licences, and what changed since the one before. */
export function SbomDetailPage() {
  const { id = '' } = useParams();
  const sbom = useSbom(id);
  return (
    <Page>
      <QueryStates
        what="the SBOM"
        query={sbom}
        skeleton={<Skeleton rows={8} />}
      >
        {answer => <Whole sbom={answer} />}
      </QueryStates>
    </Page>
  );
}

function Whole({ sbom }: { sbom: Answer<'getSbom'> }) {
  return (
    <>
      <PageHead
        title={sbomTitle(sbom)}
        sentence={counted(sbom.components, 'component')}
        actions={
          sbom.previousId && (
            <Button
              variant="outlined"
              component={Link}
              to={`/sbom/diff?${new URLSearchParams({
                from: sbom.previousId,
                to: sbom.id,
              })}`}
            >
              Compare with the one before
            </Button>
          )
        }
        facts={
          <>
            <EntityChip entityRef={sbom.entityRef} />
            <span>
              {[
                ...madeWith(sbom.format, sbom.tool),
                sbom.scope,
                sbom.environment ?? sbom.ref,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
            {sbom.commit && <Mono>{sbom.commit.slice(0, 7)}</Mono>}
            <span>
              made <RelativeTime at={sbom.createdAt} />
            </span>
            {!sbom.newest && <span>replaced by a newer one</span>}
          </>
        }
      />
      <SbomTabs at="documents" />
      {sbom.rejected > 0 && (
        <Stale>
          {counted(sbom.rejected, 'component')} could not be read: the list is
          not whole.
        </Stale>
      )}
      <TwoColumn
        main={
          <Card title="Components" flush>
            <ComponentsTable id={sbom.id} />
          </Card>
        }
        rail={
          <>
            <Card title="Licences">
              <Facts
                items={sbom.byLicence.slice(0, 20).map(one => ({
                  name: one.licence,
                  value: (
                    <Row style={{ gap: 8 }}>
                      <StatusChip {...decisionWords[one.decision]} />
                      <Muted>{formatCount(one.count)}</Muted>
                    </Row>
                  ),
                }))}
              />
            </Card>
            <Card title="Ecosystems">
              <Facts
                items={sbom.byEcosystem.map(one => ({
                  name: one.ecosystem,
                  value: formatCount(one.count),
                }))}
              />
            </Card>
          </>
        }
      />
    </>
  );
}
