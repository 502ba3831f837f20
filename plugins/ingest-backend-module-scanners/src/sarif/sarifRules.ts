import {
  Fields,
  fieldsOf,
  lineOf,
  listOf,
  isFields,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { cwesIn } from '../reading/cwesIn';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { SarifTaxa } from './sarifTaxa';

/** What a run knows of one of its rules. */
export interface SarifRule {
  id: string;
  /** What it was called before. */
  formerIds: string[];
  name?: string;
  title?: string;
  description?: string;
  help?: string;
  helpUri?: string;
  level?: string;
  /** A number from 0 to 10, or a word. */
  securitySeverity?: string;
  precision?: string;
  tags: string[];
  cwes: number[];
  vulnerabilityIds: string[];
  purls: string[];
  messages?: Fields;
}

/** Text of a multiformat message; version 1 has it as a string. */
export const plainText = (from: Fields | undefined, key: string) =>
  textOf(from, key) ??
  textOf(fieldsOf(from, key), 'text', 'markdown', 'richText');

/** Weaknesses that a result or a rule names in its bag of properties. */
export const bagCwes = (bag: Fields | undefined): number[] =>
  bag === undefined
    ? []
    : ['cwe', 'cwes', 'CWE', 'cweIds', 'tags'].flatMap(key =>
        cwesIn(...textsOf(bag, key)),
      );

function readRule(
  rule: Fields,
  key: string | undefined,
  taxa: SarifTaxa,
): SarifRule {
  const bag = fieldsOf(rule, 'properties');
  const configuration =
    fieldsOf(rule, 'defaultConfiguration') ?? fieldsOf(rule, 'configuration');
  const id = textOf(rule, 'id') ?? key ?? '';
  const name = plainText(rule, 'name');
  const help = fieldsOf(rule, 'help');
  const tags = [...textsOf(bag, 'tags'), ...textsOf(rule, 'tags')];
  return {
    id,
    formerIds: textsOf(rule, 'deprecatedIds').filter(old => old !== id),
    name,
    title: plainText(rule, 'shortDescription'),
    description: plainText(rule, 'fullDescription'),
    help: textOf(help, 'markdown', 'text') ?? textOf(rule, 'help'),
    helpUri: textOf(rule, 'helpUri') ?? textOf(rule, 'helpLocation'),
    level:
      textOf(configuration, 'level', 'defaultLevel') ??
      textOf(rule, 'defaultLevel'),
    securitySeverity: textOf(bag, 'security-severity'),
    precision: textOf(bag, 'precision'),
    tags,
    cwes: [
      ...taxa.cwesOf(
        objectsOf(rule, 'relationships').map(item => fieldsOf(item, 'target')),
      ),
      ...bagCwes(bag),
      ...cwesIn(...textsOf(rule, 'tags'), ...textsOf(rule, 'cwe')),
    ],
    vulnerabilityIds: vulnerabilityIdsIn(
      id,
      name,
      ...textsOf(bag, 'aliases'),
      ...textsOf(bag, 'cve'),
    ),
    purls: textsOf(bag, 'purls'),
    messages:
      fieldsOf(rule, 'messageStrings') ?? fieldsOf(rule, 'messageFormats'),
  };
}

/** Rules of one component, by number and by id. */
class Component {
  private readonly raw: readonly [string | undefined, unknown][];
  private readonly read = new Map<number, SarifRule>();
  private byId: Map<string, number> | undefined;

  constructor(rules: unknown, private readonly taxa: SarifTaxa) {
    if (Array.isArray(rules)) this.raw = rules.map(rule => [undefined, rule]);
    else this.raw = isFields(rules) ? Object.entries(rules) : [];
  }

  at(index: number | undefined): SarifRule | undefined {
    if (index === undefined) return undefined;
    const known = this.read.get(index);
    if (known) return known;
    const [key, rule] = this.raw[index] ?? [];
    if (!isFields(rule)) return undefined;
    const made = readRule(rule, key, this.taxa);
    this.read.set(index, made);
    return made;
  }

  /** By their own names, then by those they had before. */
  private byIds(): Map<string, number> {
    const found = new Map<string, number>();
    this.raw.forEach(([key, rule], index) => {
      const own = isFields(rule) ? textOf(rule, 'id') : undefined;
      found.set(own ?? key ?? '', index);
    });
    this.raw.forEach(([, rule], index) => {
      for (const old of isFields(rule) ? textsOf(rule, 'deprecatedIds') : []) {
        if (!found.has(old)) found.set(old, index);
      }
    });
    return found;
  }

  called(id: string): SarifRule | undefined {
    this.byId ??= this.byIds();
    return this.at(this.byId.get(id));
  }
}

/**
 * The names that a result's rule had before, below the same parent: `CA0999/1`
 * where `CA1000/1` is told and `CA1000` was called `CA0999`.
 */
export function formerRuleIds(
  id: string,
  rule: SarifRule | undefined,
): string[] | undefined {
  if (!rule || rule.formerIds.length === 0) return undefined;
  const below = id.startsWith(`${rule.id}/`) ? id.slice(rule.id.length) : '';
  return rule.formerIds.slice(0, 10).map(old => old + below);
}

const isPartOf = (id: string | undefined, rule: SarifRule) =>
  id === undefined || id === rule.id || id.startsWith(`${rule.id}/`);

/** The rules of a run: of its tool and of the tool's extensions. */
export class SarifRules {
  private readonly driver: Component;
  private readonly extensions: Component[];

  constructor(run: Fields, taxa: SarifTaxa) {
    const tool = fieldsOf(run, 'tool');
    const driver = fieldsOf(tool, 'driver');
    this.driver = new Component(
      driver?.rules ?? fieldsOf(run, 'resources')?.rules ?? run.rules,
      taxa,
    );
    this.extensions = listOf(tool, 'extensions').map(
      extension =>
        new Component(isFields(extension) ? extension.rules : [], taxa),
    );
  }

  /** The rule of a result: by its reference, its index, its id, or its id's parent. */
  of(result: Fields): { id?: string; rule?: SarifRule } {
    const reference = fieldsOf(result, 'rule');
    const id = textOf(result, 'ruleId') ?? textOf(reference, 'id');
    const index = lineOf(result, 'ruleIndex') ?? lineOf(reference, 'index');
    const place = numberOf(fieldsOf(reference, 'toolComponent'), 'index');
    const own =
      place === undefined || place < 0 ? this.driver : this.extensions[place];
    const byIndex = own?.at(index);
    if (byIndex && isPartOf(id, byIndex)) {
      return { id: id ?? byIndex.id, rule: byIndex };
    }
    const key = textOf(result, 'ruleKey') ?? id;
    const rule = key === undefined ? undefined : this.called(key);
    // A result may still say the older name.
    return rule && id !== undefined && rule.formerIds.includes(id)
      ? { id: rule.id, rule }
      : { id, rule };
  }

  private called(id: string): SarifRule | undefined {
    for (const component of [this.driver, ...this.extensions]) {
      const rule = component.called(id);
      if (rule) return rule;
    }
    const parent = id.lastIndexOf('/');
    return parent > 0 ? this.called(id.slice(0, parent)) : undefined;
  }
}
