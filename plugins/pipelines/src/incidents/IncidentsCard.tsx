import { DeploymentIncident } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Duration,
  Muted,
  RelativeTime,
  Row,
  StatusChip,
  TextLink,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { incidentSeconds, incidentStates, severityWord } from './incidentWords';

const relations: Record<DeploymentIncident['relation'], string> = {
  named: 'names this deployment',
  after: 'began while this ran',
};

function Incident({ incident }: { incident: DeploymentIncident }) {
  const now = useNow();
  const severity = severityWord(incident.severity);
  return (
    <li style={{ display: 'grid', gap: 2 }}>
      <Row>
        <StatusChip {...incidentStates[incident.state]} />
        {severity && <Muted>{severity}</Muted>}
        <Muted>
          <RelativeTime at={incident.startedAt} />
        </Muted>
      </Row>
      {incident.url ? (
        <TextLink to={incident.url}>{incident.title}</TextLink>
      ) : (
        <span>{incident.title}</span>
      )}
      <Muted>
        {relations[incident.relation]}, {incident.endedAt ? 'lasted' : 'lasts'}{' '}
        <Duration seconds={incidentSeconds(incident, now)} />
      </Muted>
    </li>
  );
}

/** What broke after a deployment, and how it is known to belong to it. */
export function IncidentsCard(props: {
  incidents: readonly DeploymentIncident[];
}) {
  const { incidents } = props;
  if (incidents.length === 0) return null;
  return (
    <Card title="Incidents">
      <ul
        style={{
          listStyle: 'none',
          margin: 0,
          padding: 0,
          display: 'grid',
          gap: 12,
        }}
      >
        {incidents.map(incident => (
          <Incident
            key={`${incident.instance} ${incident.externalId}`}
            incident={incident}
          />
        ))}
      </ul>
    </Card>
  );
}
