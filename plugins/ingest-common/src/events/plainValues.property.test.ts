import fc from 'fast-check';
import { z } from 'zod';
import { link, text, timestamp } from './values';

/** What {@link timestamp} says, with every check run on every value. */
const wholeTimestamp = z.iso.datetime({ offset: true }).overwrite(value => {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
});

const max = 5;

function cut(value: string): string {
  if (value.length <= max) return value;
  const last = value.charCodeAt(max - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const wholeText = z.string().overwrite(cut);

const wholeLink = z
  .string()
  .transform(value =>
    value.length <= 4096 && /^https?:\/\//i.test(value) ? value : undefined,
  )
  .optional();

const digits = (length: number) =>
  fc.nat(10 ** length - 1).map(number => String(number).padStart(length, '0'));

/** Times, near times and what looks like one: every part may be out of its range. */
const timeLike = fc
  .tuple(
    fc.oneof(digits(4), fc.constantFrom('2024', '2023', '0000', '1900')),
    fc.oneof(digits(2), fc.integer({ min: 1, max: 12 }).map(two)),
    fc.oneof(digits(2), fc.integer({ min: 27, max: 32 }).map(two)),
    fc.oneof(digits(2), fc.integer({ min: 22, max: 25 }).map(two)),
    fc.oneof(digits(2), fc.constantFrom('59', '60', '00')),
    fc.oneof(digits(2), fc.constantFrom('59', '60', '00')),
    fc.constantFrom('.123', '.000', '', '.1', '.123456', '.', '.12a'),
    fc.constantFrom('Z', 'z', '+02:00', '-23:59', '+24:00', '', 'Z\n', ' Z'),
  )
  .map(
    ([year, month, day, hour, minute, second, fraction, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
  );

function two(number: number): string {
  return String(number).padStart(2, '0');
}

const anything = fc.oneof(
  fc.anything(),
  timeLike,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
  fc
    .tuple(
      fc.constantFrom('https://', 'HTTP://', 'ftp://', '//', ' http://'),
      fc.webPath(),
      fc.constantFrom(0, 10, 5000),
    )
    .map(([start, path, more]) => `${start}a${path}${'x'.repeat(more)}`),
);

const pairs: [string, z.ZodType, z.ZodType][] = [
  ['a time', timestamp, wholeTimestamp],
  ['a text', text(max), wholeText],
  ['a link', link, wholeLink],
];

/** What comes of a value alone, and as a part of an event that may be missing. */
function outcomes(schema: z.ZodType, value: unknown) {
  const event = z.object({ at: schema.optional(), all: z.array(schema) });
  return [
    schema.safeParse(value),
    event.safeParse({ at: value, all: [value, value] }),
  ].map(({ success, data, error }) => ({
    success,
    data,
    issues: error?.issues,
  }));
}

describe.each(pairs)('%s that is let by unchecked', (_, quick, whole) => {
  it('is accepted, refused and normalised as by all checks', () => {
    fc.assert(
      fc.property(anything, value => {
        expect(outcomes(quick, value)).toEqual(outcomes(whole, value));
      }),
      { numRuns: 3000 },
    );
  });

  it('is described alike in documents', () => {
    const options = { io: 'input', unrepresentable: 'any' } as const;
    expect(z.toJSONSchema(quick, options)).toEqual(
      z.toJSONSchema(whole, options),
    );
  });

  it('keeps all its checks when the schema is built upon', () => {
    const more = (schema: z.ZodType) =>
      schema
        .refine(value => value !== 'https', 'Not that one.')
        .meta({ id: '' });
    fc.assert(
      fc.property(fc.oneof(anything, fc.constant('https')), value => {
        expect(outcomes(more(quick), value)).toEqual(
          outcomes(more(whole), value),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('every day of four years', () => {
  it('is a time, and the day after the end of a month is none', () => {
    for (let year = 2021; year <= 2024; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
        for (let day = 0; day <= 32; day += 1) {
          const time = `${year}-${two(month)}-${two(day)}T23:59:59.999Z`;
          expect([time, timestamp.safeParse(time).success]).toEqual([
            time,
            day >= 1 && day <= days,
          ]);
        }
      }
    }
  });
});
