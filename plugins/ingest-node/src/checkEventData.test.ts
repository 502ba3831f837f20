import { eventRegistry } from '@quarterdeck/plugin-ingest-common';
import { checkEventData } from './checkEventData';

const claim = {
  subject: { instance: 'code.example', project: 'acme/shop' },
  entityRef: null,
  claimedBy: 'user:default/mei',
};

describe('checkEventData', () => {
  it('checks what came out of a check only once, and only as that type', () => {
    const parse = jest.spyOn(eventRegistry['subject.claimed.v1'], 'safeParse');
    const first = checkEventData('subject.claimed.v1', claim);
    if (!first.ok) throw new Error('does not fit');
    expect(checkEventData('subject.claimed.v1', first.data)).toEqual(first);
    expect(parse).toHaveBeenCalledTimes(1);
    expect(checkEventData('release.v1', first.data).ok).toBe(false);
  });

  it('checks an equal object that did not come out of a check', () => {
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
