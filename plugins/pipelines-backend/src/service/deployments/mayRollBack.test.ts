import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { everyEntity, onlyEntities } from '../entitySet';
import { mayRollBack } from './mayRollBack';

const shop = {
  entityRef: 'component:default/shop',
  instance: 'github.com',
  live: true,
  state: 'succeeded' as const,
  previous: { instance: 'github.com', externalId: 'd0' },
};
const allow = { result: AuthorizeResult.ALLOW } as const;
const all = () => everyEntity;
const target = () => true;

describe('mayRollBack', () => {
  it('lets what runs be rolled back where a target does it', () => {
    expect(mayRollBack(shop, allow, all, target)).toEqual({
      allowed: true,
      reason: null,
    });
  });

  it('lets one that failed be rolled back to what ran before', () => {
    const failed = { ...shop, live: false, state: 'failed' as const };
    expect(mayRollBack(failed, allow, all, target).allowed).toBe(true);
  });

  it('says nothing to those who may not, nor about what is not theirs', () => {
    const nothing = { allowed: false, reason: null };
    const deny = { result: AuthorizeResult.DENY } as const;
    const others = () => onlyEntities(['component:default/cart']);
    expect(mayRollBack(shop, deny, all, target)).toEqual(nothing);
    expect(mayRollBack(shop, undefined, all, target)).toEqual(nothing);
    expect(mayRollBack(shop, allow, others, target)).toEqual(nothing);
  });

  it.each([
    ['replaced', { ...shop, state: 'superseded' as const }, /not what runs/],
    ['held', { ...shop, state: 'waiting_gate' as const }, /not begun/],
    ['replaced since', { ...shop, live: false }, /not what runs/],
    ['the first of all', { ...shop, previous: null }, /Nothing is known/],
    [
      'failed at first',
      { ...shop, live: false, state: 'failed' as const, previous: null },
      /Nothing is known/,
    ],
  ])('says why not: %s', (_, deployment, reason) => {
    const may = mayRollBack(deployment, allow, all, target);
    expect(may.allowed).toBe(false);
    expect(may.reason).toMatch(reason);
  });

  it('says why not: failed, and something else arrived since', () => {
    const failed = { ...shop, live: false, state: 'failed' as const };
    expect(mayRollBack(failed, allow, all, target, true)).toEqual({
      allowed: false,
      reason: 'It is not what runs there.',
    });
  });

  it('names the configuration when no target fits', () => {
    expect(mayRollBack(shop, allow, all, () => false).reason).toBe(
      'No target in pipelines.outbound.targets rolls back component:default/shop on github.com.',
    );
  });
});
