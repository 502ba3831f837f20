import { bodyExcerpt, offsetOfPointer } from './bodyExcerpt';

const text = JSON.stringify(
  {
    runs: [
      { a: 'runs, {0}' },
      { results: [1, 'x"]', { ruleId: 'R', 'a/b': {} }] },
    ],
    components: { name: 'n' },
  },
  null,
  2,
);

describe('offsetOfPointer', () => {
  it.each([
    ['/runs/0', '{\n      "a"'],
    ['/runs/1/results/0', '1,'],
    ['/runs/1/results/1', '"x\\"]"'],
    ['/runs/1/results/2/ruleId', '"ruleId"'],
    ['/runs/1/results/2/a~1b', '"a/b"'],
    ['/components', '"components"'],
    ['/components/name', '"name"'],
  ])('finds %s', (pointer, expected) => {
    expect(text.slice(offsetOfPointer(text, pointer))).toMatch(
      new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
    );
  });

  it('stops at the container that lacks the next part', () => {
    const offset = offsetOfPointer(text, '/components/version');
    expect(text.slice(offset)).toMatch(/^\{\s+"name": "n"/);
  });

  it.each(['{"a": [1, {"b', '{"a": "x\\', '[[[[', '{"a"'])(
    'ends where %s was cut off',
    cut => expect(offsetOfPointer(cut, '/z/9')).toBe(cut.length),
  );

  it('gives up on text that is not JSON', () => {
    expect(offsetOfPointer('<a>', '/a')).toBe(0);
  });
});

describe('bodyExcerpt', () => {
  it('marks the line the reason points at', () => {
    const excerpt = bodyExcerpt(text, '/runs/1/results/2/ruleId');
    const lines = excerpt.text.split('\n');
    const marked = lines[excerpt.highlight[0] - excerpt.from];
    expect(marked).toContain('"ruleId": "R"');
    expect(lines).toHaveLength(5);
  });

  it('shows the end of a body that was cut off', () => {
    const excerpt = bodyExcerpt('{\n"a": 1,\n"b": "Unbou', undefined);
    expect(excerpt.highlight).toEqual([3]);
    expect(excerpt.text).toMatch(/"b": "Unbou$/);
  });

  it('cuts the one long line of a minified body around the place', () => {
    const long = JSON.stringify({
      a: 'x'.repeat(1000),
      b: 1,
      c: 'y'.repeat(999),
    });
    const line = bodyExcerpt(long, '/b').text;
    expect(line).toMatch(/^….*"b":1.*…$/);
    expect(line.length).toBeLessThan(170);
  });

  it('shows the beginning when there is no place to point at', () => {
    expect(bodyExcerpt('<checkstyle/>', undefined)).toEqual({
      from: 1,
      text: '<checkstyle/>',
      highlight: [],
    });
  });
});
