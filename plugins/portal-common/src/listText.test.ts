import fc from 'fast-check';
import { z } from 'zod';
import { createPermission } from '@backstage/plugin-permission-common';
import { defineRoute } from './contract';
import { routeUrl } from './contractClient';
import { queryList } from './cursor';
import { readList, writeList, writeListItem } from './listText';

describe('a list in a URL', () => {
  it.each([
    ['a,b', ['a', 'b']],
    [' a , ,b ', ['a', 'b']],
    [String.raw`fix\,later,main`, ['fix,later', 'main']],
    [String.raw`\folder\build`, [String.raw`\folder\build`]],
    [String.raw`\\,b`, ['\\', 'b']],
    ['a\\', ['a\\']],
    ['', []],
  ])('reads %j as %j', (text, items) => {
    expect(readList(text)).toEqual(items);
  });

  const items = fc.array(
    fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({
        minLength: 1,
        unit: fc.constantFrom(',', '\\', ' ', '\t', 'a', '%', '&', '/'),
      }),
    ),
  );

  it('gives back every value as it was written', () => {
    fc.assert(
      fc.property(items, values => {
        expect(readList(writeList(values))).toEqual(values);
        expect(values.flatMap(item => readList(writeListItem(item)))).toEqual(
          values,
        );
      }),
      { numRuns: 2000 },
    );
  });

  const route = defineRoute({
    method: 'GET',
    path: '/v1/runs',
    summary: 'Runs',
    permission: createPermission({
      name: 'thing.read',
      attributes: { action: 'read' },
    }),
    query: z.object({ branch: queryList(z.string()) }),
    response: z.object({}),
  });

  it('comes through the typed client to the server as it was', () => {
    fc.assert(
      fc.property(items, values => {
        const url = new URL(
          routeUrl(route, { query: { branch: values } }),
          'http://portal.example',
        );
        const all = url.searchParams.getAll('branch');
        // A query parser gives one value as text and several as a list.
        const query = { branch: all.length === 1 ? all[0] : all };
        expect(queryList(z.string()).parse(query.branch)).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });
});
