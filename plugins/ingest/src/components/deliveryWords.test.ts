import {
  deliveryWord,
  readerWord,
  shortReceipt,
  splitReason,
} from './deliveryWords';

it.each([
  ['rejected', 0, false, 'Rejected'],
  ['receiving', 0, false, 'Receiving'],
  ['accepted', 0, false, 'Not needed'],
  ['accepted', 2, true, 'Unclaimed'],
  ['accepted', 2, false, 'Accepted'],
] as const)(
  '%s with %i events, unclaimed %s, is %s',
  (status, events, unclaimed, word) => {
    expect(deliveryWord({ status, events, unclaimed }).word).toBe(word);
  },
);

it.each([
  ['stopped', 0, 0, 'Stopped'],
  ['rebuilding', 99, 0, 'Rebuilding'],
  ['running', 30, 0, 'Behind'],
  ['running', 29.9, 1, 'Set aside'],
  ['running', 0, 0, 'Up to date'],
] as const)(
  'a reader %s, %s s late, %i set aside is %s',
  (state, lagSeconds, deadLetters, word) => {
    expect(readerWord({ state, lagSeconds, deadLetters }).word).toBe(word);
  },
);

it('says of a reader whose rebuild was given up that one is due', () => {
  const reader = { lagSeconds: 0, deadLetters: 0, outdated: true } as const;
  expect(readerWord({ ...reader, state: 'running' })).toEqual({
    state: 'warn',
    word: 'Rebuild due',
  });
  expect(readerWord({ ...reader, state: 'rebuilding' }).word).toBe(
    'Rebuilding',
  );
});

it('shortens receipts at both ends', () => {
  expect(shortReceipt('01J8K2ABCDEFGHJKMNPQRS7QF4')).toBe('01J8K2…7QF4');
  expect(shortReceipt('short')).toBe('short');
});

it('takes the first sentence of a reason as its title', () => {
  expect(
    splitReason('The report was cut off. Raise the limit. Or gzip.'),
  ).toEqual({
    title: 'The report was cut off',
    rest: 'Raise the limit. Or gzip.',
  });
  expect(splitReason('/components is an object; a list is expected')).toEqual({
    title: '/components is an object; a list is expected',
    rest: '',
  });
});
