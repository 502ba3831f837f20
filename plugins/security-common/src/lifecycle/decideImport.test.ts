import fc from 'fast-check';
import { totalOf } from '../answers/shared';
import { FindingState, findingStates } from '../words/findingWords';
import { allowedTransitions, changeState } from './changeState';
import { decideImport } from './decideImport';
import { holdsClose } from './holdsClose';
import { ExistingFinding, FoundFinding, ImportOptions } from './importTypes';

const monday = new Date('2026-03-02T08:00:00Z');
const tuesday = new Date('2026-03-03T08:00:00Z');

const found = (
  key: string,
  more: Partial<FoundFinding> = {},
): FoundFinding => ({
  keys: [key],
  identityVersion: 1,
  collapses: false,
  occurrences: 1,
  gone: false,
  suppressedBy: null,
  severity: 'medium',
  content: { title: key },
  sortKey: '',
  ...more,
});

const existing = (
  key: string,
  more: Partial<ExistingFinding> = {},
): ExistingFinding => ({
  id: `id-${key}`,
  keys: [key],
  identityVersion: 1,
  ordinal: 1,
  state: 'open',
  resolution: null,
  acceptedUntil: null,
  suppressedBy: null,
  pendingClose: false,
  reopenedCount: 0,
  occurrences: 1,
  severity: 'medium',
  content: { title: key },
  fixedBy: null,
  ...more,
});

const options = (more: Partial<ImportOptions> = {}): ImportOptions => ({
  status: 'success',
  rejected: 0,
  scannedAt: tuesday,
  lastScannedAt: monday,
  ...more,
});

const one = (
  before: ExistingFinding[],
  records: FoundFinding[],
  more: Partial<ImportOptions> = {},
) => decideImport(before, records, options(more)).decisions[0];

/** The findings as they are after an import. */
const stored = (
  before: readonly ExistingFinding[],
  records: readonly FoundFinding[],
  more: Partial<ImportOptions> = {},
): ExistingFinding[] =>
  decideImport(before, records, options(more)).decisions.map((item, index) => {
    const old = before.find(({ id }) => id === item.id);
    return {
      ...item,
      id: item.id ?? `new-${before.length}-${index}`,
      ordinal: old?.ordinal ?? index + 1,
      resolution: old?.resolution ?? null,
      acceptedUntil: old?.acceptedUntil ?? null,
    };
  });

describe('a finding in the report', () => {
  it('that is not known is created', () => {
    expect(one([], [found('a')])).toMatchObject({
      id: null,
      outcome: 'created',
      state: 'open',
    });
  });

  it.each(['open', 'triaged', 'in_progress'] as const)(
    'that is %s is unchanged',
    state => {
      expect(one([existing('a', { state })], [found('a')])).toMatchObject({
        outcome: 'unchanged',
        state,
        changes: [],
      });
    },
  );

  it('that says something else is updated, with the difference', () => {
    const again = found('a', {
      severity: 'high',
      content: { title: 'a', fix: '2.0' },
    });
    expect(one([existing('a')], [again])).toMatchObject({
      outcome: 'updated',
      severity: 'high',
      changes: [{ field: 'fix', before: null, after: '2.0' }],
    });
  });

  it.each(['scan', 'person'] as const)(
    'that was fixed by %s is reopened',
    fixedBy => {
      const before = existing('a', {
        state: 'fixed',
        fixedBy,
        reopenedCount: 1,
      });
      expect(one([before], [found('a')])).toMatchObject({
        outcome: 'reopened',
        state: 'open',
        reopenedCount: 2,
        fixedBy: null,
      });
    },
  );

  it('that was fixed stays so when nothing may be reopened', () => {
    const before = existing('a', { state: 'fixed', fixedBy: 'person' });
    expect(
      one([before], [found('a')], { doNotReactivate: true }),
    ).toMatchObject({ outcome: 'ignored', state: 'fixed' });
  });

  it.each(['false_positive', 'out_of_scope'] as const)(
    'that is %s stays so, and is so again when it returns',
    state => {
      expect(one([existing('a', { state })], [found('a')])).toMatchObject({
        outcome: 'unchanged',
        state,
      });
      const gone = existing('a', { state: 'fixed', resolution: state });
      expect(one([gone], [found('a')]).state).toBe(state);
    },
  );

  it('whose risk is accepted stays so, and on return only while it holds', () => {
    const accepted = existing('a', {
      state: 'risk_accepted',
      acceptedUntil: new Date('2026-04-01T00:00:00Z'),
    });
    expect(one([accepted], [found('a')])).toMatchObject({
      outcome: 'unchanged',
      state: 'risk_accepted',
    });
    const gone = {
      ...accepted,
      state: 'fixed',
      resolution: 'risk_accepted',
    } as const;
    expect(one([gone], [found('a')]).state).toBe('risk_accepted');
    expect(one([{ ...gone, acceptedUntil: monday }], [found('a')]).state).toBe(
      'open',
    );
  });

  it('that the source no longer suppresses is reopened', () => {
    const hidden = existing('a', { suppressedBy: 'source' });
    expect(one([hidden], [found('a')])).toMatchObject({
      outcome: 'reopened',
      suppressedBy: null,
      reopenedCount: 1,
    });
  });

  it('that the report suppresses is taken out, new or not', () => {
    const hidden = found('a', { suppressedBy: 'source' });
    expect(one([], [hidden])).toMatchObject({ outcome: 'suppressed' });
    expect(one([existing('a')], [hidden])).toMatchObject({
      outcome: 'suppressed',
      suppressedBy: 'source',
    });
    expect(
      one([existing('a', { suppressedBy: 'source' })], [hidden]).outcome,
    ).toBe('unchanged');
  });

  it('that the report calls fixed or absent is fixed by the tool, and never created', () => {
    const gone = found('a', { gone: true });
    expect(one([existing('a')], [gone])).toMatchObject({
      outcome: 'fixed',
      fixedBy: 'tool',
    });
    expect(decideImport([], [gone], options()).decisions).toEqual([]);
  });

  it('no longer waits to be closed', () => {
    expect(
      one([existing('a', { pendingClose: true })], [found('a')]).pendingClose,
    ).toBe(false);
  });
});

describe('a finding that a whole scan no longer has', () => {
  it.each(findingStates.filter(state => state !== 'fixed'))(
    'is fixed by the scan when it was %s',
    state => {
      expect(one([existing('a', { state })], [])).toMatchObject({
        outcome: 'fixed',
        state: 'fixed',
        fixedBy: 'scan',
      });
    },
  );

  it('stays fixed', () => {
    expect(one([existing('a', { state: 'fixed' })], []).outcome).toBe(
      'ignored',
    );
  });

  it('is fixed when the source suppressed it', () => {
    expect(one([existing('a', { suppressedBy: 'source' })], []).outcome).toBe(
      'fixed',
    );
  });

  it.each([
    ['failed', { status: 'failed' }, 'failed'],
    ['partial', { status: 'partial' }, 'partial'],
    ['unread records', { rejected: 1 }, 'rejected_records'],
    ['closing switched off', { closeOld: false }, 'close_old_off'],
  ] as const)('is not closed: %s', (_, more, why) => {
    const result = decideImport([existing('a')], [found('b')], options(more));
    expect(result.notClosing).toBe(why);
    expect(result.counters).toMatchObject({ fixed: 0, created: 1 });
    expect(result.decisions.find(({ id }) => id)).toMatchObject({
      outcome: 'ignored',
      state: 'open',
    });
  });

  it('is not closed nor opened by a scan older than the last of its key', () => {
    const result = decideImport(
      [existing('a')],
      [found('b')],
      options({ scannedAt: monday, lastScannedAt: tuesday }),
    );
    expect(result).toMatchObject({
      outdated: true,
      notClosing: 'older_than_last',
    });
    expect(result.decisions.map(({ outcome }) => outcome)).toEqual(['ignored']);
  });
});

describe('the drop guard', () => {
  const many = Array.from({ length: 20 }, (_, i) => existing(`k${i}`));
  const hold = { share: 0.5, atLeast: 10 };

  it('holds what vanishes all at once until the next scan agrees', () => {
    const first = decideImport(many, [found('k0')], options({ hold }));
    expect(first.counters).toMatchObject({ pending_close: 19, fixed: 0 });
    expect(first.notClosing).toBe('drop_guard');
    expect(totalOf(first.after)).toBe(20);
    const waiting = stored(many, [found('k0')], { hold });
    const second = decideImport(waiting, [found('k0')], options({ hold }));
    expect(second.counters).toMatchObject({ pending_close: 0, fixed: 19 });
  });

  it('lets a share go', () => {
    const left = many.slice(0, 12).map(({ keys }) => found(keys[0]));
    expect(decideImport(many, left, options({ hold })).counters.fixed).toBe(8);
  });

  it('holds when the tool changed', () => {
    const left = many.slice(0, 10).map(({ keys }) => found(keys[0]));
    expect(
      decideImport(many, left, options({ hold, toolChanged: true })),
    ).toMatchObject({ notClosing: 'tool_changed', counters: { fixed: 0 } });
  });

  it.each([
    [{ open: 10, missing: 5, toolChanged: false }, false],
    [{ open: 10, missing: 6, toolChanged: false }, true],
    [{ open: 2, missing: 2, toolChanged: true }, false],
    [{ open: 100, missing: 5, toolChanged: true }, true],
    [{ open: 0, missing: 0, toolChanged: true }, false],
  ])('%j: %s', (numbers, held) => {
    expect(holdsClose(numbers, { share: 0.5, atLeast: 5 })).toBe(held);
  });
});

describe('equal findings of a report', () => {
  it('are one with a count', () => {
    const result = decideImport([], [found('a'), found('a')], options());
    expect(result.decisions).toHaveLength(1);
    expect(result.decisions[0].occurrences).toBe(2);
  });

  it('that differ are told apart by where they stand', () => {
    const two = [
      found('a', { sortKey: '2', content: { line: 2 } }),
      found('a', { sortKey: '1', content: { line: 1 } }),
    ];
    const before = stored([], two);
    expect(before).toHaveLength(2);
    expect(decideImport(before, two, options()).counters.unchanged).toBe(2);
    const [left] = decideImport(before, [two[1]], options()).decisions;
    expect(left).toMatchObject({ outcome: 'unchanged', content: { line: 1 } });
  });

  it('collapse whatever else they say where the key is enough', () => {
    const two = [1, 2].map(line =>
      found('a', { collapses: true, content: { line } }),
    );
    const [survivor] = decideImport([], two, options()).decisions;
    const [other] = decideImport([], [...two].reverse(), options()).decisions;
    expect(survivor.content).toEqual(other.content);
    expect(survivor.occurrences).toBe(2);
  });
});

describe('keys', () => {
  it('are taken over silently when the version of identity moves', () => {
    const old = existing('v1', { keys: ['v1'] });
    const fresh = found('v2', {
      keys: ['v2', 'v1'],
      identityVersion: 2,
      content: old.content,
    });
    expect(one([old], [fresh])).toMatchObject({
      id: old.id,
      outcome: 'unchanged',
      identityVersion: 2,
      keys: ['v2', 'v1'],
    });
  });

  it('other than the first find only what is not fixed', () => {
    const dead = existing('x', { keys: ['x', 'drift'], state: 'fixed' });
    const moved = found('y', { keys: ['y', 'drift'] });
    expect(decideImport([dead], [moved], options()).counters.created).toBe(1);
  });
});

describe('imports, whatever they hold', () => {
  const keys = fc.constantFrom('a', 'b', 'c', 'd');
  const record = fc
    .tuple(keys, fc.boolean(), fc.integer({ min: 0, max: 1 }))
    .map(([key, hidden, text]) =>
      found(key, {
        suppressedBy: hidden ? 'source' : null,
        content: { text },
        // A matter of the kind of finding, and so of the key.
        collapses: key < 'c',
      }),
    );
  const report = fc.array(record, { maxLength: 8 });

  it('change nothing the second time', () => {
    fc.assert(
      fc.property(report, report, (first, second) => {
        const before = stored(stored([], first), second);
        const { counters } = decideImport(before, second, options());
        expect(counters).toMatchObject({
          created: 0,
          updated: 0,
          fixed: 0,
          reopened: 0,
        });
      }),
    );
  });

  it('do not hang on the order of the records', () => {
    fc.assert(
      fc.property(report, report, (first, second) => {
        const before = stored([], first);
        const one1 = decideImport(before, second, options()).counters;
        const two = decideImport(before, [...second].reverse(), options());
        expect(two.counters).toEqual(one1);
      }),
    );
  });

  it('account for every finding once', () => {
    fc.assert(
      fc.property(report, report, (first, second) => {
        const before = stored([], first);
        const { decisions } = decideImport(before, second, options());
        const ids = decisions.flatMap(({ id }) => (id ? [id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.sort()).toEqual(before.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('states', () => {
  it.each(
    findingStates.flatMap(from =>
      findingStates.map((to): [FindingState, FindingState] => [from, to]),
    ),
  )('from %s to %s only where the table says so', (from, to) => {
    const { outcome } = changeState(from, to, {
      reason: 'why',
      accepted: true,
    });
    const legal = allowedTransitions[from].includes(to) ? 'changed' : 'illegal';
    expect(outcome).toBe(from === to ? 'unchanged' : legal);
  });

  it('need a reason where nothing will be done', () => {
    expect(changeState('open', 'false_positive')).toMatchObject({
      outcome: 'illegal',
      path: '/reason',
    });
    expect(changeState('open', 'risk_accepted', { reason: 'x' })).toMatchObject(
      {
        outcome: 'illegal',
      },
    );
    expect(changeState('fixed', 'triaged').outcome).toBe('illegal');
  });
});
