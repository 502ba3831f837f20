import { packageKey, packageNameKey, readPurl } from '../identity/packageKey';
import { spellVulnerability } from '../identity/vulnerabilityNames';
import { VexResult, VexStatement, VexTarget } from './vexTypes';

/** What is known beside the document. */
export interface VexContext {
  /** The alias group of a name; absent: every name is its own. */
  groupOf?: (name: string) => string;
  /** Package URLs by the references of the entity's SBOM. */
  components?: ReadonlyMap<string, string>;
  /** What the entity itself is called: package URLs, bom-refs and names of its root. */
  projectNames?: ReadonlySet<string>;
}

/** How a statement fits a finding; undefined: not at all. */
type Fit = NonNullable<VexResult['matchedBy']>;

/** The same package, and the same version if the statement names one. */
function purlFits(purl: string, target: VexTarget): boolean {
  const wanted = readPurl(purl);
  if (!wanted || !target.package) return false;
  return wanted.version === undefined
    ? packageNameKey({ name: '', purl }) === packageNameKey(target.package)
    : packageKey({ name: '', purl }) === packageKey(target.package);
}

const nameFits = (
  { name, version }: VexStatement['product'],
  target: VexTarget,
) =>
  name !== undefined &&
  target.package?.name === name &&
  (version === undefined || version === target.package.version);

/** Whether a statement speaks of the package or project of a finding. */
export function productFit(
  { product }: VexStatement,
  target: VexTarget,
  { components, projectNames }: VexContext,
): Fit | undefined {
  const isProject = [product.bomRef, product.purl, product.name].some(
    name => name !== undefined && projectNames?.has(name),
  );
  if (product.project || isProject) return 'project';
  if (product.purl && purlFits(product.purl, target)) return 'purl';
  const { bomRef } = product;
  if (bomRef !== undefined) {
    const known = components?.get(bomRef) ?? bomRef;
    if (readPurl(known)) {
      if (purlFits(known, target)) return 'bom_ref';
    }
  }
  // A name decides only where no package URL could.
  return product.purl === undefined && nameFits(product, target)
    ? 'name'
    : undefined;
}

/** Whether a statement speaks of the vulnerability of a finding, under any name. */
export function vulnerabilityFits(
  statement: VexStatement,
  target: VexTarget,
  { groupOf = name => name }: VexContext,
): boolean {
  const group = (name: string) => groupOf(spellVulnerability(name));
  const groups = new Set(target.vulnerabilityIds.map(group));
  return statement.vulnerabilityIds.some(name => groups.has(group(name)));
}
