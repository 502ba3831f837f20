import { z } from 'zod';
import { DeliveryHeaders } from '@quarterdeck/plugin-ingest-node';

/** Any JSON object of an API, with its single values looked at one by one. */
export type ApiObject = Record<string, unknown>;

const objectSchema = z.record(z.string(), z.unknown());

/** An answer that should be an object; `{}` when it is not. */
export function apiObject(body: unknown): ApiObject {
  const read = objectSchema.safeParse(body);
  return read.success ? read.data : {};
}

/** The objects of a list, or of a list under `key` of an object. */
export function apiList(body: unknown, key?: string): ApiObject[] {
  const list = key === undefined ? body : apiObject(body)[key];
  return Array.isArray(list)
    ? list.flatMap(item => {
        const read = objectSchema.safeParse(item);
        return read.success ? [read.data] : [];
      })
    : [];
}

/** An id as part of a path: digits only, so that no answer can lead elsewhere. */
export function apiId(value: unknown): string | undefined {
  return (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && /^\d{1,20}$/.test(value))
    ? String(value)
    : undefined;
}

export const apiText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A time as milliseconds; `undefined` when there is none. */
export function apiTime(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether a time is known to lie before another. */
export const isBefore = (value: unknown, since: Date): boolean =>
  (apiTime(value) ?? Number.POSITIVE_INFINITY) < since.getTime();

/** One header's value. */
export function apiHeader(
  headers: DeliveryHeaders,
  name: string,
): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
