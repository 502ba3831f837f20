import { DemoSession } from './demoAccess';
import { createDemoIdentity } from './demoIdentity';

const session = (token: string, secondsLeft: number): DemoSession => ({
  token,
  expiresAt: Date.now() + secondsLeft * 1000,
  displayName: 'Ada Harbour',
  userEntityRef: 'user:default/ada',
  ownershipEntityRefs: ['user:default/ada', 'group:default/payments'],
});

describe('createDemoIdentity', () => {
  it('keeps a token that holds for a while', async () => {
    const renew = jest.fn();
    const identity = createDemoIdentity(session('one', 3600), renew);
    await expect(identity.getCredentials()).resolves.toEqual({ token: 'one' });
    expect(renew).not.toHaveBeenCalled();
  });

  it('renews once for many requests before the token runs out', async () => {
    const renew = jest.fn(async () => session('two', 3600));
    const identity = createDemoIdentity(session('one', 60), renew);
    const answers = await Promise.all([
      identity.getCredentials(),
      identity.getCredentials(),
    ]);
    expect(answers).toEqual([{ token: 'two' }, { token: 'two' }]);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('goes on with a token that still holds when the server is away', async () => {
    const identity = createDemoIdentity(session('one', 60), async () => {
      throw new Error('away');
    });
    await expect(identity.getCredentials()).resolves.toEqual({ token: 'one' });
  });

  it('says who it is', async () => {
    const identity = createDemoIdentity(session('one', 3600), jest.fn());
    await expect(identity.getBackstageIdentity()).resolves.toEqual({
      type: 'user',
      userEntityRef: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada', 'group:default/payments'],
    });
  });
});
