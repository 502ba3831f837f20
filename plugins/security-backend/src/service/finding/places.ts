import { codeLink, Finding } from '@quarterdeck/plugin-security-common';
import { CodeAt } from '../links/codeAt';

type Place = Finding['locations'][number];

const text = (value: string | number | undefined) =>
  value === undefined ? null : String(value);

const number = (value: string | number | undefined) =>
  typeof value === 'number' ? value : null;

/** Places as they are answered, with links into the code where its repository is known. */
export const places = (
  told: readonly Partial<Record<keyof Place, string | number>>[],
  code?: CodeAt,
): Place[] =>
  told.map(place => ({
    path: text(place.path),
    startLine: number(place.startLine),
    endLine: number(place.endLine),
    startColumn: number(place.startColumn),
    endColumn: number(place.endColumn),
    snippet: text(place.snippet),
    name: text(place.name),
    method: text(place.method),
    url: text(place.url),
    parameter: text(place.parameter),
    message: text(place.message),
    link:
      code && place.path !== undefined
        ? codeLink(
            code.repository,
            {
              path: String(place.path),
              startLine: number(place.startLine),
              endLine: number(place.endLine),
            },
            code,
          )
        : null,
  }));
