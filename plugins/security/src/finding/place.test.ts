import { hitLines, Place, placeText } from './place';

const at = (some: Partial<Place>): Place => ({
  path: null,
  startLine: null,
  endLine: null,
  startColumn: null,
  endColumn: null,
  snippet: null,
  name: null,
  method: null,
  url: null,
  parameter: null,
  message: null,
  link: null,
  ...some,
});

describe('placeText', () => {
  it.each([
    [{ path: 'src/app.ts', startLine: 88 }, 'src/app.ts:88'],
    [{ path: 'Dockerfile' }, 'Dockerfile'],
    [
      { method: 'GET', url: 'https://shop.example/login', parameter: 'user' },
      'GET https://shop.example/login (user)',
    ],
    [{ method: 'GET', path: '/find', parameter: 'q' }, 'GET /find (q)'],
    [{ name: 'aws_s3_bucket.logs' }, 'aws_s3_bucket.logs'],
    [{}, '–'],
  ])('writes %j as %s', (place, text) => {
    expect(placeText(at(place))).toBe(text);
  });
});

describe('hitLines', () => {
  it.each([
    [{ startLine: 3, endLine: 5 }, [3, 4, 5]],
    [{ startLine: 3 }, [3]],
    [{}, []],
    [{ startLine: 5, endLine: 2 }, [5]],
  ])('of %j are %j', (place, lines) => {
    expect(hitLines(at(place))).toEqual(lines);
  });
});
