import { styled } from '@mui/material/styles';
import { DoraSample } from '@quarterdeck/plugin-dora-common';
import {
  EntityChip,
  Facts,
  Mono,
  Muted,
  RelativeTime,
  SafeLink,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentWord } from '../classify/DeploymentWord';
import { formatSpan } from '../words/formatSpan';
import { stageWords } from '../words/stageWords';
import { countsAs, deploymentHref, deploymentName } from './sampleText';

const Box = styled('div')({
  padding: '4px 0 16px 24px',
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  minWidth: 0,
});

/** Where a sample's time went and what it is made of; then what people say of it. */
export function SampleDetail({ sample }: { sample: DoraSample }) {
  const { deployment, leadTime, recovery } = sample;
  const change = leadTime?.change;
  return (
    // Links stand among words here.
    <Box sx={{ '& dd a': { textDecoration: 'underline' } }}>
      <Facts
        items={[
          {
            name: 'Deployment',
            value: (
              <>
                <TextLink to={deploymentHref(deployment.id)}>
                  {deploymentName(deployment)}
                </TextLink>{' '}
                <Muted>
                  {deployment.environment}
                  {deployment.region && `, ${deployment.region}`},{' '}
                  <RelativeTime at={deployment.finishedAt} />
                </Muted>
                {deployment.url && (
                  <>
                    {' '}
                    <SafeLink href={deployment.url}>at the provider</SafeLink>
                  </>
                )}
              </>
            ),
          },
          {
            name: 'Service',
            value: (
              <EntityChip
                entityRef={deployment.entityRef}
                subject={deployment.service}
              />
            ),
          },
          { name: 'Counts as', value: countsAs(deployment) },
          ...(leadTime
            ? [
                {
                  name: 'Commit',
                  value: (
                    <>
                      <Mono title={leadTime.sha}>
                        {leadTime.repo} {leadTime.sha.slice(0, 7)}
                      </Mono>{' '}
                      <Muted>
                        <RelativeTime at={leadTime.startedAt} />
                      </Muted>
                    </>
                  ),
                },
              ]
            : []),
          ...(change
            ? [
                {
                  name: 'Change',
                  value: (
                    <SafeLink href={change.url}>
                      {change.number !== null && `#${change.number} `}
                      {change.title ?? change.id}
                    </SafeLink>
                  ),
                },
              ]
            : []),
          ...(leadTime?.stages ?? []).map(({ stage, seconds }) => ({
            name: stageWords[stage].title,
            value:
              seconds === null ? (
                <Muted>not known, in the next one</Muted>
              ) : (
                formatSpan(seconds)
              ),
          })),
          ...(recovery
            ? [
                {
                  name: 'Failed',
                  value: <RelativeTime at={recovery.failedAt} />,
                },
                {
                  name: 'Made good',
                  value: recovery.recoveredAt ? (
                    <>
                      <RelativeTime at={recovery.recoveredAt} />
                      {recovery.recoveredBy === 'deployment' &&
                        recovery.endId && (
                          <>
                            {' by '}
                            <TextLink to={deploymentHref(recovery.endId)}>
                              a deployment
                            </TextLink>
                          </>
                        )}
                      {recovery.recoveredBy === 'incident' &&
                        `, when incident ${recovery.endId ?? ''} was resolved`}
                    </>
                  ) : (
                    'not yet'
                  ),
                },
              ]
            : []),
        ]}
      />
      <DeploymentWord deployment={deployment} marks={sample.marks} />
    </Box>
  );
}
