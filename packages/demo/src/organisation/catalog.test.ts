import fs from 'node:fs';
import path from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { people } from './people';
import { repositories } from './repositories';

const folder = path.resolve(__dirname, '../../catalog');

function read(file: string): Entity[] {
  return parseAllDocuments(
    fs.readFileSync(path.join(folder, file), 'utf8'),
  ).map(document => document.toJS());
}

const [location] = read('all.yaml');
const targets = location.spec?.targets as string[];
const entities = targets.flatMap(read);
const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** The kind a field refers to when the text does not say. */
const fields: [field: string, defaultKind: string][] = [
  ['owner', 'group'],
  ['system', 'system'],
  ['domain', 'domain'],
  ['parent', 'group'],
  ['children', 'group'],
  ['memberOf', 'group'],
  ['providesApis', 'api'],
  ['consumesApis', 'api'],
  ['dependsOn', 'component'],
];

const ofKind = (kind: string) =>
  entities.filter(entity => entity.kind === kind);
const namesOf = (kind: string) =>
  ofKind(kind).map(entity => entity.metadata.name);
const slugOf = ({ metadata }: Entity) =>
  metadata.annotations?.['github.com/project-slug'] ??
  metadata.annotations?.['gitlab.com/project-slug'];

describe('the demo catalog', () => {
  it.each([location, ...entities].map(e => [stringifyEntityRef(e), e]))(
    '%s is what the catalog accepts',
    async (_ref, entity) => {
      await expect(policy.enforce(entity as Entity)).resolves.toBeDefined();
      const known = await Promise.all(
        validators.map(validator => validator.check(entity as Entity)),
      );
      expect(known).toContain(true);
    },
  );

  it('lists every file and names nothing twice', () => {
    const files = fs.readdirSync(folder).filter(file => file !== 'all.yaml');
    expect(targets.map(target => path.basename(target)).sort()).toEqual(
      files.sort(),
    );
    expect(refs.size).toBe(entities.length);
  });

  it('refers only to what is there', () => {
    const missing = entities.flatMap(entity =>
      fields.flatMap(([field, defaultKind]) =>
        [entity.spec?.[field] ?? []].flat().flatMap(value => {
          const ref = stringifyEntityRef(
            parseEntityRef(String(value), {
              defaultKind,
              defaultNamespace: 'default',
            }),
          );
          return refs.has(ref)
            ? []
            : [`${stringifyEntityRef(entity)} ${field} ${ref}`];
        }),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('says of parents and children the same from both sides', () => {
    for (const group of ofKind('Group')) {
      const children = ofKind('Group')
        .filter(({ spec }) => spec?.parent === group.metadata.name)
        .map(({ metadata }) => metadata.name);
      expect(children.sort()).toEqual([group.spec?.children].flat().sort());
    }
  });

  it('holds the people and repositories that the traffic names', () => {
    expect(namesOf('User').sort()).toEqual(
      Object.values(people)
        .map(({ login }) => login)
        .sort(),
    );
    const slugs = ofKind('Component').map(slugOf);
    const unnamed = repositories.filter(
      ({ name }) => !slugs.includes(`quayside/${name}`),
    );
    expect(slugs.filter(Boolean)).toHaveLength(repositories.length - 1);
    // Its deliveries are there to be claimed.
    expect(unnamed.map(({ name }) => name)).toEqual(['warehouse-sync']);
    expect(namesOf('Component')).toContain('warehouse-sync');
  });

  it('has operators of ingest, and a lead for each team', () => {
    const membersOf = (group: string) =>
      ofKind('User').filter(({ spec }) =>
        [spec?.memberOf].flat().includes(group),
      );
    expect(membersOf('platform').length).toBeGreaterThan(0);
    const teams = ofKind('Group').filter(({ spec }) => spec?.type === 'team');
    const led = membersOf('team-leads').flatMap(({ spec }) => spec?.memberOf);
    for (const { metadata } of teams) {
      expect(membersOf(metadata.name).length).toBeGreaterThan(0);
      expect(led).toContain(metadata.name);
    }
  });
});
