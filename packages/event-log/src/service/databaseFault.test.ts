import { databaseFault } from './databaseFault';

const withCode = (code: string, message = 'something') =>
  Object.assign(new Error(message), { code });

describe('databaseFault', () => {
  it.each([
    ['08006', 'fault'],
    ['40001', 'fault'],
    ['40P01', 'fault'],
    ['53300', 'fault'],
    ['57P01', 'fault'],
    ['57P03', 'fault'],
    ['58030', 'fault'],
    ['25006', 'fault'],
    ['ECONNREFUSED', 'fault'],
    ['ECONNRESET', 'fault'],
    ['57014', 'timeout'],
    ['25P03', 'timeout'],
    ['23505', undefined],
    ['22P02', undefined],
    ['42P01', undefined],
    ['25P02', undefined],
  ])('takes code %s for %s', (code, expected) => {
    expect(databaseFault(withCode(code))).toBe(expected);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Unable to acquire a connection',
  ])('knows "%s" without a code', message => {
    expect(databaseFault(new Error(message))).toBe('fault');
  });

  it('looks behind causes and into aggregates', () => {
    const cause = withCode('ECONNREFUSED');
    expect(databaseFault(new Error('outer', { cause }))).toBe('fault');
    expect(databaseFault(new AggregateError([cause], ''))).toBe('fault');
  });

  it('leaves other errors to the event', () => {
    expect(databaseFault(new Error('cannot read foo of undefined'))).toBe(
      undefined,
    );
    expect(databaseFault('text')).toBe(undefined);
    expect(
      databaseFault(withCode('22001', 'the text "Connection terminated"')),
    ).toBe(undefined);
  });
});
