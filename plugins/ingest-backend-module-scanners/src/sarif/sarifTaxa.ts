import { cwesIn } from '../reading/cwesIn';
import {
  Fields,
  fieldsOf,
  lineOf,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';

const ofWeaknesses = (name: string | undefined) =>
  /^(?:CWE\b|common weakness enumeration)/i.test(name ?? '');

/** One catalogue of categories, with its taxa by what references name them by. */
class Taxonomy {
  private readonly taxa: Fields[];
  private ids: Map<string, string | undefined> | undefined;
  readonly name: string | undefined;
  readonly guid: string | undefined;

  constructor(component: Fields) {
    this.name = textOf(component, 'name');
    this.guid = textOf(component, 'guid');
    this.taxa = objectsOf(component, 'taxa');
  }

  idOf(reference: Fields): string | undefined {
    const own = textOf(reference, 'id');
    if (own !== undefined) return own;
    const index = lineOf(reference, 'index');
    if (index !== undefined) return textOf(this.taxa[index], 'id');
    const guid = textOf(reference, 'guid');
    if (guid === undefined) return undefined;
    this.ids ??= new Map(
      this.taxa.map(taxon => [
        (textOf(taxon, 'guid') ?? '').toLowerCase(),
        textOf(taxon, 'id'),
      ]),
    );
    return this.ids.get(guid.toLowerCase());
  }
}

/**
 * The weaknesses that results and rules refer to. A reference names the category by
 * id, number or GUID, and its catalogue by number, GUID or name (SARIF 2.1 3.52, 3.54).
 */
export class SarifTaxa {
  private readonly taxonomies: Taxonomy[];
  private readonly driver: Taxonomy | undefined;

  constructor(run: Fields) {
    this.taxonomies = objectsOf(run, 'taxonomies').map(
      component => new Taxonomy(component),
    );
    const driver = fieldsOf(fieldsOf(run, 'tool'), 'driver');
    this.driver =
      driver && objectsOf(driver, 'taxa').length > 0
        ? new Taxonomy(driver)
        : undefined;
  }

  private taxonomyOf(reference: Fields): Taxonomy | undefined {
    const component = fieldsOf(reference, 'toolComponent');
    if (!component) return this.driver ?? this.taxonomies[0];
    const index = numberOf(component, 'index');
    if (index !== undefined && index >= 0) return this.taxonomies[index];
    const guid = textOf(component, 'guid')?.toLowerCase();
    const name = textOf(component, 'name')?.toLowerCase();
    return this.taxonomies.find(
      taxonomy =>
        (guid !== undefined && taxonomy.guid?.toLowerCase() === guid) ||
        (name !== undefined && taxonomy.name?.toLowerCase() === name),
    );
  }

  /** Of references: those of `taxa`, or the targets of `relationships`. */
  cwesOf(references: readonly (Fields | undefined)[]): number[] {
    return references.flatMap(reference => {
      if (!reference) return [];
      const taxonomy = this.taxonomyOf(reference);
      const id = taxonomy?.idOf(reference) ?? textOf(reference, 'id');
      if (id === undefined) return [];
      const named =
        textOf(fieldsOf(reference, 'toolComponent'), 'name') ?? taxonomy?.name;
      return /^\d{1,5}$/.test(id) && ofWeaknesses(named)
        ? cwesIn(`CWE-${id}`)
        : cwesIn(id);
    });
  }
}
