import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import {
  Drawer,
  EntityChip,
  Icon,
  Mono,
  Muted,
  QueryStates,
  Row,
  SeverityChip,
  TextLink,
  token,
  useHotkey,
} from '@quarterdeck/plugin-portal-react';
import { Finding, TriageAction } from '@quarterdeck/plugin-security-common';
import { useFinding } from '../api/queries';
import { findingHref, kindWords } from '../components/findingWords';
import { CodePlaces } from '../finding/CodePlaces';
import { DependencyPaths } from '../finding/DependencyPaths';
import { FindingFacts } from '../finding/FindingFacts';
import { FlowSteps } from '../finding/FlowSteps';
import { placeText } from '../finding/place';
import { PeekActions } from './PeekActions';
import { TriageTarget, TriageVerb } from './triageTarget';

const Aside = styled('aside')({
  minWidth: 0,
  padding: '14px 16px',
  fontSize: 13,
  position: 'sticky',
  top: 48,
  alignSelf: 'start',
  maxHeight: 'calc(100vh - 64px)',
  overflowY: 'auto',
  '& h2': { fontSize: 16, lineHeight: '24px', fontWeight: 600, margin: 0 },
});
const Body = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  minWidth: 0,
  '& h3': { fontSize: 14, lineHeight: '20px', fontWeight: 600, margin: 0 },
  '& hr': {
    border: 0,
    borderTop: `1px solid ${token('border.subtle')}`,
    width: '100%',
    margin: 0,
  },
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  marginBottom: 4,
  '& kbd': {
    font: 'inherit',
    fontSize: 12,
    border: `1px solid ${token('border.base')}`,
    borderRadius: 4,
    padding: '0 5px',
  },
});

interface PeekProps {
  id: string;
  /** Beside the list; else it lies over the page. */
  docked: boolean;
  ask: (verb: TriageVerb, target: TriageTarget) => void;
  act: (action: TriageAction, target: TriageTarget) => void;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}

/** A finding beside the list: code or path, due date, and what to do. */
export function FindingPeek(props: PeekProps) {
  const { id, docked, onClose, onPrevious, onNext } = props;
  const finding = useFinding(id);
  useHotkey('Escape', onClose, docked);
  const title = finding.data?.title ?? 'Finding';
  const body = (
    <QueryStates what="the finding" query={finding}>
      {answer => <PeekBody {...props} finding={answer} />}
    </QueryStates>
  );
  if (!docked) {
    return (
      <Drawer
        open
        title={title}
        href={findingHref(id)}
        onClose={onClose}
        onPrevious={onPrevious}
        onNext={onNext}
      >
        {body}
      </Drawer>
    );
  }
  const button = (name: string, icon: ReactNode, act?: () => void) => (
    <IconButton size="small" aria-label={name} disabled={!act} onClick={act}>
      {icon}
    </IconButton>
  );
  return (
    <Aside aria-label="The finding that is open">
      <Head>
        {finding.data && <SeverityChip severity={finding.data.severity} />}
        <Muted>
          {finding.data &&
            `${kindWords[finding.data.kind]}, ${finding.data.ruleId}`}
        </Muted>
        <span style={{ marginLeft: 'auto' }} />
        {button('Previous', <Icon name="chevu" />, onPrevious)}
        {button('Next', <Icon name="chev" />, onNext)}
        {button('Close', <Icon name="x" />, onClose)}
      </Head>
      <h2>{title}</h2>
      {body}
      <Head style={{ marginTop: 12 }}>
        <TextLink to={findingHref(id)}>Open finding page</TextLink>
        <span style={{ marginLeft: 'auto' }} />
        <Muted>
          <kbd>j</kbd> <kbd>k</kbd> move <kbd>x</kbd> select
        </Muted>
      </Head>
    </Aside>
  );
}

function PeekBody(props: PeekProps & { finding: Finding }) {
  const { finding, docked, ask, act } = props;
  const [place] = finding.locations;
  return (
    <Body>
      {/* Beside the list they stand over the title. */}
      {!docked && (
        <Row>
          <SeverityChip severity={finding.severity} />
          <Muted style={{ overflowWrap: 'anywhere' }}>
            {kindWords[finding.kind]}, {finding.ruleId}
          </Muted>
        </Row>
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
        <EntityChip entityRef={finding.entityRef} />
        {place && (
          <Mono style={{ overflowWrap: 'anywhere' }}>{placeText(place)}</Mono>
        )}
      </div>
      <PeekActions finding={finding} ask={ask} act={act} />
      {place?.snippet && <CodePlaces places={[place]} plain />}
      {finding.dependencyPaths.length > 0 && (
        <>
          <h3>How it gets in</h3>
          <DependencyPaths paths={finding.dependencyPaths} />
        </>
      )}
      {finding.flow.length > 0 && (
        <>
          <h3>How the value gets there</h3>
          <FlowSteps steps={finding.flow} />
        </>
      )}
      {finding.fix && finding.fix.fixedVersions.length > 0 && (
        <div>
          Fixed in{' '}
          <b style={{ fontWeight: 600 }}>
            {finding.fix.fixedVersions.join(', ')}
          </b>
        </div>
      )}
      <hr />
      <FindingFacts finding={finding} />
    </Body>
  );
}
