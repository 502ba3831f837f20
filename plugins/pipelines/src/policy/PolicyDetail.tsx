import { EffectivePolicy } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  CodeFrame,
  Facts,
  isSafeHref,
  Mono,
  Muted,
  NotSetUp,
  QueryStates,
  RelativeTime,
  SafeLink,
  Stale,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { usePolicy } from '../api/policyQueries';
import { ProblemList } from './ProblemList';
import { StagesTable } from './StagesTable';

/** Where it comes from, in words. */
export const sourceWords: Record<EffectivePolicy['source'], string> = {
  repository: 'File in the repository',
  config: 'Configuration of the portal',
  none: 'No policy',
};

/** The policy of one entity: source, what is wrong at its lines, what counts. */
export function PolicyDetail({ entityRef }: { entityRef: string }) {
  const policy = usePolicy(entityRef);
  return (
    <QueryStates what="the policy" query={policy}>
      {answer =>
        answer.source === 'none' ? (
          <NotSetUp
            title="No policy covers this service"
            reason="Every gate of it is shut. Add the annotation quarterdeck.io/delivery-policy, or an entry under pipelines.policies."
            action={<TextLink to="/policies?view=try">Try a policy</TextLink>}
          />
        ) : (
          <Policy answer={answer} />
        )
      }
    </QueryStates>
  );
}

function Policy({ answer }: { answer: EffectivePolicy }) {
  const { source, location, text, policy, version, problems } = answer;
  const lines = problems.flatMap(({ line }) => line ?? []);
  return (
    <>
      <Card title="Source">
        <Facts
          items={[
            { name: 'From', value: sourceWords[source] },
            ...(location
              ? [
                  {
                    name: 'Where',
                    value: isSafeHref(location) ? (
                      <SafeLink href={location}>{location}</SafeLink>
                    ) : (
                      <Mono>{location}</Mono>
                    ),
                  },
                ]
              : []),
            {
              name: 'Counts',
              value: version ? (
                <>
                  version <Mono>{version}</Mono>
                  {answer.goodSince && (
                    <>
                      , read <RelativeTime at={answer.goodSince} />
                    </>
                  )}
                </>
              ) : (
                'none yet: there never was one without a mistake'
              ),
            },
            ...(source === 'repository'
              ? [
                  {
                    name: 'Looked at',
                    value: answer.checkedAt ? (
                      <RelativeTime at={answer.checkedAt} />
                    ) : (
                      'not yet'
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      {problems.length > 0 && (
        <>
          <Stale>
            The newest version has mistakes and does not count.{' '}
            {policy
              ? 'The last one without a mistake goes on.'
              : 'Every gate of this service is shut.'}
          </Stale>
          <Card title="What is wrong">
            <ProblemList problems={problems} />
          </Card>
        </>
      )}
      <Card title="What counts">
        {policy ? (
          <StagesTable policy={policy} />
        ) : (
          <Muted>Nothing: every gate of this service is shut.</Muted>
        )}
      </Card>
      {text !== null && (
        <Card title={problems.length > 0 ? 'The newest text' : 'The text'}>
          <CodeFrame label="The policy" text={text} highlight={lines} />
        </Card>
      )}
    </>
  );
}
