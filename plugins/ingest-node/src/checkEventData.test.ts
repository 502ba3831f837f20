import { checkEventData } from './checkEventData';

const claim = {
  subject: { instance: 'code.example', project: 'acme/shop' },
  entityRef: null,
  claimedBy: 'user:default/mei',
};

describe('checkEventData', () => {
  it('answers the data as its schema leaves it', () => {
    expect(
      checkEventData('subject.claimed.v1', { ...claim, other: 1 }),
    ).toEqual({ ok: true, data: claim });
    expect(
      checkEventData('subject.claimed.v1', { ...claim, entityRef: 7 }).ok,
    ).toBe(false);
  });

  it('names the first issue', () => {
    const outcome = checkEventData('subject.claimed.v1', {
      ...claim,
      claimedBy: 1,
    });
    expect(outcome).toMatchObject({
      ok: false,
      issue: { path: ['claimedBy'] },
    });
  });
});
