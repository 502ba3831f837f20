import { NewComponentRecord } from '@quarterdeck/plugin-ingest-common';
import { ScanTally } from '../reading/scanTally';

/** Collects the packages of an SPDX document and how they relate. */
export interface SpdxGraph {
  /** `from`: where it was taken from. */
  package(record: NewComponentRecord, from?: string): void;
  /** `from type to`, as SPDX 2 writes it. */
  relate(from: string, type: string, to: string): void;
  describe(ref: string): void;
  end(): void;
}

const forward =
  /^(?:DEPENDS_ON|CONTAINS|HAS_PREREQUISITE|STATIC_LINK|DYNAMIC_LINK)$/;
const backward =
  /^(?:(?:DEV_|BUILD_|TEST_|RUNTIME_|OPTIONAL_|PROVIDED_)?(?:DEPENDENCY|TOOL|COMPONENT)_OF|CONTAINED_BY|PREREQUISITE_FOR)$/;

const bare = (ref: string) => ref.replace(/^SPDXRef-/, '');

/** @see SpdxGraph */
export function createSpdxGraph(tally: ScanTally): SpdxGraph {
  const packages: NewComponentRecord[] = [];
  const addresses = new Map<string, string>();
  const known = new Set<string>();
  const below = new Map<string, Set<string>>();
  const roots = new Set<string>();
  const development = new Set<string>();
  const add = (from: string, to: string) => {
    const refs = below.get(from) ?? new Set<string>();
    refs.add(to);
    below.set(from, refs);
  };
  return {
    package(record, from) {
      packages.push(record);
      if (from !== undefined) addresses.set(record.ref, from);
      known.add(record.ref);
    },
    relate(from, type, to) {
      if (type === 'DESCRIBES' && bare(from) === 'DOCUMENT') roots.add(to);
      if (type === 'DESCRIBED_BY' && bare(to) === 'DOCUMENT') roots.add(from);
      if (type === 'DEV_DEPENDENCY_OF') development.add(from);
      if (forward.test(type)) add(from, to);
      else if (backward.test(type)) add(to, from);
    },
    describe: ref => void roots.add(ref),
    end() {
      for (const record of packages) {
        const isRoot = roots.has(record.ref);
        if (isRoot) tally.repository(addresses.get(record.ref));
        const refs = [...(below.get(record.ref) ?? [])].filter(
          // Files are contained, too; they are no components.
          ref => known.has(ref) && ref !== record.ref,
        );
        tally.component({
          ...record,
          package: development.has(record.ref)
            ? { ...record.package, development: true }
            : record.package,
          dependsOn: refs,
          root: isRoot || undefined,
        });
      }
    },
  };
}
