import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { discoveryApiRef } from '@backstage/frontend-plugin-api';
import { DemoSignIn } from './DemoSignIn';

const people = {
  people: [
    {
      userEntityRef: 'user:default/ada',
      displayName: 'Ada Harbour',
      teams: ['payments'],
    },
  ],
};
const session = {
  profile: { displayName: 'Ada Harbour' },
  backstageIdentity: {
    token: 'token-of-ada',
    expiresInSeconds: 3600,
    identity: {
      userEntityRef: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada'],
    },
  },
};

const answer = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status });

function serve(routes: Record<string, () => Response>) {
  const fetchMock = jest.fn(async (url: RequestInfo | URL) => {
    const route = Object.keys(routes).find(path => String(url).endsWith(path));
    return route ? routes[route]() : answer({}, 404);
  });
  global.fetch = fetchMock;
  return fetchMock;
}

const show = (onSignInSuccess = jest.fn()) => {
  renderInTestApp(
    <TestApiProvider
      apis={[
        [discoveryApiRef, { getBaseUrl: async () => 'http://portal/api/auth' }],
      ]}
    >
      <DemoSignIn onSignInSuccess={onSignInSuccess} />
    </TestApiProvider>,
  );
  return onSignInSuccess;
};

describe('DemoSignIn', () => {
  const realFetch = global.fetch;
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    global.fetch = realFetch;
  });

  it('signs in as the chosen person and remembers them', async () => {
    serve({
      '/demo/start': () => answer(people),
      '/demo/refresh': () => answer(session),
    });
    const onSignIn = show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ada Harbour' }),
    );
    await waitFor(() => expect(onSignIn).toHaveBeenCalledTimes(1));
    const identity = onSignIn.mock.calls[0][0];
    await expect(identity.getCredentials()).resolves.toEqual({
      token: 'token-of-ada',
    });
    expect(localStorage.getItem('qd.person')).toBe('user:default/ada');
  });

  it('asks nothing of somebody it remembers', async () => {
    localStorage.setItem('qd.person', 'user:default/ada');
    serve({ '/demo/refresh': () => answer(session) });
    const onSignIn = show();
    // Not even for a moment: a question would flash at every reload.
    expect(screen.queryByRole('main')).toBeNull();
    expect(screen.queryByRole('heading')).toBeNull();
    await waitFor(() => expect(onSignIn).toHaveBeenCalledTimes(1));
  });

  it('asks again when the remembered person is gone', async () => {
    localStorage.setItem('qd.person', 'user:default/gone');
    serve({
      '/demo/start': () => answer(people),
      '/demo/refresh': () => answer({}, 401),
    });
    show();
    await screen.findByRole('button', { name: 'Ada Harbour' });
    expect(localStorage.getItem('qd.person')).toBeNull();
  });

  it('says what to do where the demo is not set up', async () => {
    serve({});
    show();
    expect(
      await screen.findByText('Nobody can sign in yet'),
    ).toBeInTheDocument();
  });

  it('offers another try when the server does not answer', async () => {
    serve({ '/demo/start': () => answer({}, 503) });
    show();
    expect(
      await screen.findByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
