import Button from '@mui/material/Button';
import { useCallback, useEffect, useState } from 'react';
import { SignInPageProps } from '@backstage/plugin-app-react';
import {
  configApiRef,
  discoveryApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Failed, NotSetUp, EmptyState } from '@quarterdeck/plugin-portal-react';
import { listPeople, openSession, PeopleOutcome } from './demoAccess';
import { createDemoIdentity } from './demoIdentity';
import { PeopleList } from './PeopleList';
import {
  forgetPerson,
  rememberedPerson,
  rememberPerson,
} from './rememberedPerson';
import { SignInFrame, SignInWaiting } from './SignInFrame';

type View =
  | { view: 'waiting' }
  | { view: 'asked'; people: PeopleOutcome; problem?: string }
  | { view: 'failed'; reason: string };

/** Sign-in as a chosen person of the demo organisation, without a password. */
export function DemoSignIn({ onSignInSuccess }: SignInPageProps) {
  const discovery = useApi(discoveryApiRef);
  const organization =
    useApi(configApiRef).getOptionalString('organization.name');
  const [view, setView] = useState<View>({ view: 'waiting' });

  const enter = useCallback(
    async (userEntityRef: string) => {
      const authUrl = await discovery.getBaseUrl('auth');
      const renew = () => openSession(authUrl, userEntityRef);
      const session = await renew();
      rememberPerson(userEntityRef);
      onSignInSuccess(createDemoIdentity(session, renew));
    },
    [discovery, onSignInSuccess],
  );

  const ask = useCallback(
    async (problem?: string) => {
      try {
        const people = await listPeople(await discovery.getBaseUrl('auth'));
        setView({ view: 'asked', people, problem });
      } catch (error) {
        setView({
          view: 'failed',
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    },
    [discovery],
  );

  useEffect(() => {
    const person = rememberedPerson();
    if (!person) {
      ask();
      return;
    }
    enter(person).catch(() => {
      forgetPerson();
      ask();
    });
  }, [ask, enter]);

  const choose = (userEntityRef: string) => {
    enter(userEntityRef).catch((error: Error) => ask(error.message));
  };

  if (view.view === 'waiting') return <SignInWaiting />;
  return (
    <SignInFrame
      organization={organization}
      people={!(view.view === 'asked' && view.people.outcome === 'not set up')}
    >
      {view.view === 'failed' && (
        <Failed
          title="Could not reach the server"
          reason={view.reason}
          action={
            <Button variant="outlined" onClick={() => ask()}>
              Try again
            </Button>
          }
        />
      )}
      {view.view === 'asked' && view.people.outcome === 'not set up' && (
        <NotSetUp
          title="Nobody can sign in yet"
          reason="Set up a provider under auth.providers and name it in app.signInProvider. Started without --no-demo, the portal brings a demo organisation whose people sign in by a click."
        />
      )}
      {view.view === 'asked' && view.people.outcome === 'people' && (
        <>
          {view.problem && <p role="alert">{view.problem}</p>}
          {view.people.people.length === 0 ? (
            <EmptyState
              icon="team"
              title="The demo organisation is being read"
              reason="It takes some seconds after the first start."
              action={
                <Button variant="outlined" onClick={() => ask()}>
                  Look again
                </Button>
              }
            />
          ) : (
            <PeopleList people={view.people.people} onChoose={choose} />
          )}
        </>
      )}
    </SignInFrame>
  );
}
