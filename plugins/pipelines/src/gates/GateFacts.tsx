import {
  GateEvaluation,
  GateRequest,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Facts,
  isSafeHref,
  Mono,
  Muted,
  RelativeTime,
  SafeLink,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { runHref } from '../components/runWords';
import { authorNames } from './gateWords';

const sources = {
  repository: 'the repository',
  config: 'the configuration of the portal',
  none: 'no policy covers it, so the gate stays shut',
};

/** Where the policy of a decision stood. */
function PolicyOf({ evaluation }: { evaluation: GateEvaluation }) {
  const { source, location, version } = evaluation.policy;
  return (
    <>
      {isSafeHref(location) ? (
        <SafeLink href={location}>{sources[source]}</SafeLink>
      ) : (
        <span title={location ?? undefined}>{sources[source]}</span>
      )}
      {version && (
        <>
          {' '}
          <Mono>{version}</Mono>
        </>
      )}
    </>
  );
}

/** Who asked, for what, by which policy, and who waits for the answer. */
export function GateFacts({ request }: { request: GateRequest }) {
  const { provider, evaluation, authors } = request;
  const callbacks = {
    pending: 'the answer is being sent',
    sent: 'it has the answer',
    dead: 'the answer could not be sent',
  };
  return (
    <Card title="Facts">
      <Facts
        items={[
          { name: 'Commit', value: <Mono>{request.commit}</Mono> },
          { name: 'Asked', value: <RelativeTime at={request.askedAt} /> },
          {
            name: 'Authors',
            value:
              authors.length > 0
                ? authorNames(authors).join(', ')
                : 'nobody was reported',
          },
          ...(evaluation
            ? [{ name: 'Policy', value: <PolicyOf evaluation={evaluation} /> }]
            : []),
          {
            name: 'Waits',
            value: provider ? (
              <>
                <SafeLink href={provider.url}>
                  {provider.name}, {provider.project}
                </SafeLink>
                {provider.callback && (
                  <Muted> {callbacks[provider.callback]}</Muted>
                )}
              </>
            ) : (
              'whoever asks by the API'
            ),
          },
          ...(provider?.runExternalId
            ? [
                {
                  name: 'Run',
                  value: (
                    <TextLink
                      to={runHref({
                        instance: provider.instance,
                        externalId: provider.runExternalId,
                        attempt: 1,
                      })}
                    >
                      {provider.runExternalId}
                    </TextLink>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
