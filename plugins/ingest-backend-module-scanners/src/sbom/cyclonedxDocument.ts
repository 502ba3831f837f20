import { NewComponentRecord } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { ScanTally } from '../reading/scanTally';
import { cyclonedxComponent, eachComponent } from './cyclonedxComponent';
import {
  CycloneDxAbout,
  cyclonedxVulnerability,
} from './cyclonedxVulnerability';

/** Collects a CycloneDX document in whatever order its parts come. */
export interface CycloneDxDocument {
  metadata(fields: Fields): void;
  component(value: unknown, path: string): void;
  /** Hands on a vulnerability; `read` may throw. */
  vulnerability(read: () => Fields, path: string): void;
  dependency(fields: Fields): void;
  /** Hands everything on. */
  end(): { tool: string; scope?: string };
}

const unnamed = 'CycloneDX';

/** The first tool: a list in older versions, components in newer ones. */
function toolOf(metadata: Fields | undefined): {
  name: string;
  version?: string;
} {
  const newer = fieldsOf(metadata, 'tools');
  const [tool] = [
    ...objectsOf(newer, 'components'),
    ...objectsOf(newer, 'services'),
    ...objectsOf(metadata, 'tools'),
  ].filter(item => textOf(item, 'name'));
  return {
    name: textOf(tool, 'name') ?? unnamed,
    version: textOf(tool, 'version'),
  };
}

const authorOf = (metadata: Fields | undefined) =>
  textOf(objectsOf(metadata, 'authors')[0], 'name') ??
  textOf(fieldsOf(metadata, 'manufacturer'), 'name') ??
  textOf(fieldsOf(metadata, 'manufacture'), 'name') ??
  textOf(fieldsOf(metadata, 'supplier'), 'name');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isNameless = ({ name }: Fields) =>
  name === undefined || name === null || name === '';

/** The image or repository that the document is about. */
function noteOrigin(about: Fields, tally: ScanTally): void {
  const name = textOf(about, 'name');
  if (textOf(about, 'type') === 'container') {
    const [, address] =
      /^pkg:oci\/.*[?&]repository_url=([^&#]+)/i.exec(
        textOf(about, 'purl') ?? '',
      ) ?? [];
    tally.image(address ? decoded(address) : name);
  } else {
    // Trivy names what it scanned by its address.
    tally.repository(name);
  }
  objectsOf(about, 'externalReferences').forEach(reference => {
    if (textOf(reference, 'type') === 'vcs') {
      tally.repository(textOf(reference, 'url'));
    }
  });
}

/** @see CycloneDxDocument */
export function createCycloneDxDocument(tally: ScanTally): CycloneDxDocument {
  const components = new Map<string, NewComponentRecord>();
  /** Refs that stand twice: nobody can say which one is meant. */
  const further: NewComponentRecord[] = [];
  const dependsOn = new Map<string, string[]>();
  const vulnerabilities: { read: () => Fields; path: string }[] = [];
  let metadata: Fields | undefined;
  let root: NewComponentRecord | undefined;

  const add = (component: Fields, path: string) => {
    const record = cyclonedxComponent(component, path);
    if (components.has(record.ref)) further.push({ ...record, ref: path });
    else components.set(record.ref, record);
  };

  return {
    metadata(fields) {
      metadata = fields;
      const about = fieldsOf(fields, 'component');
      if (!about) return;
      noteOrigin(about, tally);
      // Some tools put an empty one there: the document names nothing that it is of.
      if (textOf(about, 'name') === undefined && isNameless(about)) return;
      tally.attempt('/metadata/component', () => {
        root = {
          ...cyclonedxComponent(about, '/metadata/component'),
          root: true,
        };
      });
      objectsOf(about, 'components').forEach((inner, index) =>
        eachComponent(
          inner,
          `/metadata/component/components/${index}`,
          tally.attempt,
          add,
        ),
      );
    },
    component: (value, path) => eachComponent(value, path, tally.attempt, add),
    vulnerability: (read, path) => void vulnerabilities.push({ read, path }),
    dependency(fields) {
      const ref = textOf(fields, 'ref');
      if (!ref) return;
      const known = dependsOn.get(ref) ?? [];
      dependsOn.set(ref, [...known, ...textsOf(fields, 'dependsOn')]);
    },
    end() {
      const tool = toolOf(metadata);
      const about: CycloneDxAbout = {
        tool,
        components,
        root,
        isContainer: root?.type === 'container',
        author: authorOf(metadata),
        statedAt: timeOf(metadata, 'timestamp'),
      };
      const all = [...(root ? [root] : []), ...components.values(), ...further];
      for (const component of all) {
        const below = dependsOn.get(component.ref);
        tally.component(below ? { ...component, dependsOn: below } : component);
      }
      for (const { read, path } of vulnerabilities) {
        tally.attempt(path, () => {
          for (const record of cyclonedxVulnerability(read(), path, about)) {
            if (record.record === 'finding') tally.finding(record);
            else tally.vex(record);
          }
        });
      }
      return { tool: tool.name, scope: undefined };
    },
  };
}
