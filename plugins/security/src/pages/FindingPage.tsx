import { useParams } from 'react-router-dom';
import {
  Card,
  EntityChip,
  MarkdownView,
  Mono,
  Muted,
  Page,
  PageHead,
  QueryStates,
  SeverityChip,
  Skeleton,
  StatusChip,
  Tag,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { useFinding } from '../api/queries';
import { DueText } from '../components/DueText';
import { kindWords, stateOf } from '../components/findingWords';
import { SecurityTabs } from '../components/SecurityTabs';
import { CodePlaces } from '../finding/CodePlaces';
import { CommentBox } from '../finding/CommentBox';
import { DependencyPaths } from '../finding/DependencyPaths';
import { FindingFacts } from '../finding/FindingFacts';
import { FixCard } from '../finding/FixCard';
import { FlowSteps } from '../finding/FlowSteps';
import { HistoryCard } from '../finding/HistoryCard';
import { IdentifiersCard } from '../finding/IdentifiersCard';
import { RelatedCard } from '../finding/RelatedCard';
import { ToolsCard } from '../finding/ToolsCard';
import { VexCard } from '../finding/VexCard';
import { PeekActions } from '../triage/PeekActions';
import { useTriage } from '../triage/useTriage';

/** One finding: what is it, does it reach us, what do I do? */
export function FindingPage() {
  const { id = '' } = useParams();
  const finding = useFinding(id);
  return (
    <Page>
      <QueryStates
        what="the finding"
        query={finding}
        skeleton={<Skeleton rows={8} />}
      >
        {answer => <Whole finding={answer} />}
      </QueryStates>
    </Page>
  );
}

/** The description is the title once more. */
const saysNoMore = ({ title, description }: Finding): boolean =>
  description?.trim().replace(/\.$/, '') === title.trim().replace(/\.$/, '');

function Whole({ finding }: { finding: Finding }) {
  const triage = useTriage();
  const { locations, flow, dependencyPaths, package: found } = finding;
  return (
    <>
      <PageHead
        title={finding.title}
        chip={<SeverityChip severity={finding.severity} />}
        actions={
          <PeekActions
            finding={finding}
            ask={triage.ask}
            act={triage.act}
            size="medium"
          />
        }
        facts={
          <>
            <StatusChip variant="soft" {...stateOf(finding)} />
            <EntityChip entityRef={finding.entityRef} />
            <span>{kindWords[finding.kind]}</span>
            <Mono>{finding.vulnerabilityId ?? finding.ruleId}</Mono>
            {found && (
              <Mono>
                {found.name} {found.version}
              </Mono>
            )}
            <span>
              due: <DueText sla={finding.sla} />
            </span>
            {finding.scanSeverity && (
              <Tag
                title={
                  finding.severityOverride
                    ? `${finding.severityOverride.by}: ${finding.severityOverride.reason}`
                    : undefined
                }
              >
                set by hand, scans say {finding.scanSeverity}
              </Tag>
            )}
            {finding.pendingClose && (
              <Tag title="It was missing in the newest scan. It closes when the next one agrees.">
                gone in the newest scan
              </Tag>
            )}
          </>
        }
      />
      <SecurityTabs at="findings" />
      <TwoColumn
        railWidth={372}
        main={
          <>
            <Card title="What it is">
              {finding.description && !saysNoMore(finding) ? (
                <MarkdownView text={finding.description} />
              ) : (
                <Muted>
                  {finding.description
                    ? 'The tool says no more than the title.'
                    : 'The tool wrote no description.'}
                </Muted>
              )}
            </Card>
            <FixCard finding={finding} />
            {locations.length > 0 && (
              <Card title={locations.length > 1 ? 'Places' : 'Place'}>
                <CodePlaces places={locations} />
              </Card>
            )}
            {dependencyPaths.length > 0 && (
              <Card
                title="How it gets in"
                right={
                  finding.direct !== null && (
                    <Tag>{finding.direct ? 'direct' : 'through others'}</Tag>
                  )
                }
              >
                <DependencyPaths paths={dependencyPaths} />
              </Card>
            )}
            {flow.length > 0 && (
              <Card title="How the value gets there">
                <FlowSteps steps={flow} />
              </Card>
            )}
            <VexCard statements={finding.vex} />
            <HistoryCard id={finding.id} />
            {finding.can.triage && (
              <CommentBox act={triage.act} finding={finding} />
            )}
          </>
        }
        rail={
          <>
            <Card title="Now">
              <FindingFacts finding={finding} />
            </Card>
            <ToolsCard finding={finding} />
            <IdentifiersCard finding={finding} />
            <RelatedCard finding={finding} />
          </>
        }
      />
      {triage.dialogs}
    </>
  );
}
