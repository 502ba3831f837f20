import {
  Card,
  Ellipsis,
  Facts,
  isSafeHref,
  Mono,
  Muted,
  RelativeTime,
  Row,
  SafeLink,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { runHref, shortSha } from '../components/runWords';

/** What exactly was deployed, by what, and where to read more. */
export function OriginCard({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment, artifacts, revisions, run, links, may } = answer;
  const shown = links.filter(link => isSafeHref(link.url));
  return (
    <Card title="What and from where">
      <Facts
        items={[
          ...revisions.map(item => ({
            name: 'Revision',
            value: (
              <Row>
                <Mono title={item.sha}>{shortSha(item.sha)}</Mono>
                <Ellipsis title={item.repo}>{item.repo}</Ellipsis>
              </Row>
            ),
          })),
          ...artifacts.map(item => ({
            name: 'Artifact',
            value: (
              <>
                <div>
                  {item.name} {item.version && <Mono>{item.version}</Mono>}
                </div>
                {(item.digest ?? item.purl) && (
                  <Ellipsis
                    as="div"
                    title={item.digest ?? item.purl ?? undefined}
                  >
                    <Muted>
                      <Mono>{item.digest ?? item.purl}</Mono>
                    </Muted>
                  </Ellipsis>
                )}
              </>
            ),
          })),
          {
            name: 'Run',
            value: run ? (
              <TextLink to={runHref(run)}>
                {run.pipeline.name} {run.number ?? run.externalId}
              </TextLink>
            ) : (
              <Muted>
                {deployment.runExternalId
                  ? `run ${deployment.runExternalId} has not arrived`
                  : 'no run was named'}
              </Muted>
            ),
          },
          {
            name: 'Source',
            value: `${deployment.provider}, ${deployment.instance}, ${deployment.project}`,
          },
          {
            name: 'Seen',
            value: <RelativeTime at={deployment.observedAt} />,
          },
          ...(shown.length > 0
            ? [
                {
                  name: 'Links',
                  value: (
                    <span
                      style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}
                    >
                      {shown.map(link => (
                        <SafeLink key={link.url} href={link.url}>
                          {link.label}
                        </SafeLink>
                      ))}
                    </span>
                  ),
                },
              ]
            : []),
          ...(may.rollBack.reason
            ? [
                {
                  name: 'Rollback',
                  value: <Muted>{may.rollBack.reason}</Muted>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
