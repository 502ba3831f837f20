import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  isFields,
  lineOf,
  listOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';
import { lineHash, lineHashes } from './lineHash';
import { sarifMessage } from './sarifMessage';

/** Where a finding stands. */
export type Place = NonNullable<NewFindingRecord['locations']>[number];

const mostSteps = 100;
const mostKnown = 20_000;
/** Characters of sources whose lines are hashed. */
const mostSource = 20_000_000;
const isAbsolute = (uri: string) =>
  /^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('/');

/** Finds the places of results: by their own words, or by reference into the run. */
export class SarifPlaces {
  private readonly bases: Fields | undefined;
  private readonly roots: string[];
  private readonly artifacts: readonly unknown[];
  private readonly logical: readonly unknown[];
  private readonly steps: readonly unknown[];
  /** Hashes of the lines of sources, by path. */
  private readonly sources = new Map<string, string[]>();
  private sourceLength = 0;
  /** By base and address: many results stand in few files. */
  private readonly known = new Map<string, Map<string, string>>();

  constructor(run: Fields) {
    this.bases = fieldsOf(run, 'originalUriBaseIds');
    this.roots = Object.keys(this.bases ?? {})
      .map(name => this.baseOf(name))
      .filter(isAbsolute);
    this.artifacts = listOf(run, 'artifacts');
    this.logical = listOf(run, 'logicalLocations');
    this.steps = listOf(run, 'threadFlowLocations');
  }

  /** The address of a base, bases of bases put before it. */
  private baseOf(name: string | undefined, depth = 0): string {
    if (name === undefined || depth > 8) return '';
    const base = this.bases?.[name];
    if (typeof base === 'string') return base;
    if (!isFields(base)) return '';
    const uri = textOf(base, 'uri') ?? '';
    return isAbsolute(uri)
      ? uri
      : this.baseOf(textOf(base, 'uriBaseId'), depth + 1) + uri;
  }

  private pathOf(artifact: Fields | undefined): string | undefined {
    if (!artifact) return undefined;
    let place = artifact;
    let uri = textOf(place, 'uri');
    if (uri === undefined) {
      const known = this.artifacts[lineOf(artifact, 'index') ?? -1];
      const location = isFields(known)
        ? fieldsOf(known, 'location') ?? fieldsOf(known, 'fileLocation')
        : undefined;
      if (!location) return undefined;
      place = location;
      uri = textOf(place, 'uri');
    }
    if (uri === undefined) return undefined;
    const base = textOf(place, 'uriBaseId') ?? '';
    let known = this.known.get(base);
    if (!known) {
      known = new Map();
      this.known.set(base, known);
    }
    const met = known.get(uri);
    if (met !== undefined) return met;
    const path = this.resolved(uri, base);
    if (path !== undefined && known.size < mostKnown) known.set(uri, path);
    return path;
  }

  private resolved(uri: string, base: string) {
    if (isAbsolute(uri)) {
      const root = this.roots.find(known => uri.startsWith(known));
      return relativePath(uri, root);
    }
    return relativePath(decoded(this.belowRoot(base) + uri));
  }

  /** What bases add below the root of the sources, from which paths count. */
  private belowRoot(name: string | undefined, depth = 0): string {
    const base = name === undefined ? undefined : this.bases?.[name];
    if (depth > 8 || base === undefined) return '';
    const uri = typeof base === 'string' ? base : '';
    const own = isFields(base) ? textOf(base, 'uri') ?? '' : uri;
    if (isAbsolute(own)) return '';
    return isFields(base)
      ? this.belowRoot(textOf(base, 'uriBaseId'), depth + 1) + own
      : own;
  }

  /** One location, or one step of a flow. */
  place(location: Fields): Place {
    const physical =
      fieldsOf(location, 'physicalLocation') ??
      fieldsOf(location, 'resultFile') ??
      fieldsOf(location, 'analysisTarget');
    const artifact =
      fieldsOf(physical, 'artifactLocation') ??
      fieldsOf(physical, 'fileLocation') ??
      physical;
    const region = fieldsOf(physical, 'region');
    const startLine = lineOf(region, 'startLine');
    return {
      path: this.pathOf(artifact),
      startLine,
      endLine: lineOf(region, 'endLine') ?? startLine,
      startColumn: lineOf(region, 'startColumn'),
      endColumn: lineOf(region, 'endColumn'),
      snippet:
        textOf(fieldsOf(region, 'snippet'), 'text') ??
        textOf(
          fieldsOf(fieldsOf(physical, 'contextRegion'), 'snippet'),
          'text',
        ),
      name: this.nameOf(location),
      message: sarifMessage(location),
    };
  }

  /** The source of an artifact, where the report brings it along. */
  addSource(index: number, text: unknown): void {
    const path = this.pathOf({ index });
    if (typeof text !== 'string' || path === undefined) return;
    this.sourceLength += text.length;
    if (this.sourceLength <= mostSource)
      this.sources.set(path, lineHashes(text));
  }

  /**
   * Of the line that a result begins in: from the source, or from the code that
   * the report quotes.
   */
  lineHashOf(result: Fields): string | undefined {
    const [first] = objectsOf(result, 'locations');
    const physical = fieldsOf(first, 'physicalLocation');
    // What is about a whole file is about its first line.
    const line = lineOf(fieldsOf(physical, 'region'), 'startLine') ?? 1;
    const source =
      this.sources.size > 0
        ? this.sources.get(
            this.pathOf(fieldsOf(physical, 'artifactLocation')) ?? '',
          )
        : undefined;
    const known = source?.[line - 1];
    if (known !== undefined) return known;
    for (const key of ['contextRegion', 'region']) {
      const region = fieldsOf(physical, key);
      const text = textOf(fieldsOf(region, 'snippet'), 'text');
      const from = lineOf(region, 'startLine') ?? line + 1;
      // A part of a line begins nowhere.
      const isLine = (lineOf(region, 'startColumn') ?? 1) === 1 || line > from;
      if (text === undefined || line < from || !isLine) continue;
      const hash = lineHash(text, line - from + 1, false);
      if (hash !== undefined) return `${hash}:1`;
    }
    return undefined;
  }

  private nameOf(location: Fields): string | undefined {
    const own = textOf(
      location,
      'fullyQualifiedLogicalName',
      'decoratedName',
      'logicalLocationKey',
    );
    if (own !== undefined) return own;
    const [first = fieldsOf(location, 'logicalLocation')] = objectsOf(
      location,
      'logicalLocations',
    );
    if (!first) return undefined;
    const known = this.logical[lineOf(first, 'index') ?? -1];
    return (
      textOf(first, 'fullyQualifiedName', 'name') ??
      (isFields(known)
        ? textOf(known, 'fullyQualifiedName', 'name')
        : undefined)
    );
  }

  /** All places of a result. */
  of(result: Fields): Place[] {
    return objectsOf(result, 'locations')
      .slice(0, 100)
      .map(location => this.place(location));
  }

  /** The steps of its first flow, source to sink. */
  flowOf(result: Fields): Place[] {
    const [flow] = objectsOf(result, 'codeFlows');
    if (!flow) return [];
    const [thread = flow] = objectsOf(flow, 'threadFlows');
    return objectsOf(thread, 'locations')
      .slice(0, mostSteps)
      .flatMap(step => {
        const known = this.steps[lineOf(step, 'index') ?? -1];
        const whole = isFields(known) ? { ...known, ...step } : step;
        const location = fieldsOf(whole, 'location') ?? whole;
        const place = this.place(location);
        return place.path === undefined && place.name === undefined
          ? []
          : [place];
      });
  }
}

function decoded(uri: string): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
