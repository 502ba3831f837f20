import { withoutIndexes } from './withoutIndexes.mjs';

/**
 * SBOMs of services in five ecosystems; every tenth ships an old log4j-core.
 *
 * @param {import('pg').Client} client
 * @param {{sboms: number, components?: number}} options
 */
export async function seedSboms(client, { sboms, components = 1000 }) {
  await client.query('set search_path to security');
  const tables = ['sbom_document', 'sbom_package', 'sbom_component'];
  await withoutIndexes(client, tables, async () => {
    await client.query(`
      create temp table seed_component as
      select s, c, case when c = 0 then 'maven' else (array['npm','maven','pypi','golang','deb'])[1 + p % 5] end as ecosystem,
        case when c = 0 then 'org.apache.logging.log4j:log4j-core'
          when c = 1 then 'org.apache.logging.log4j:log4j-api'
          when p % 5 = 1 then concat('org.example.area', p % 60, ':package-', p)
          when p % 5 = 0 and p % 3 = 0 then concat('@scope', p % 40, '/package-', p)
          else 'package-' || p end as name,
        case when c < 2 then case when s % 10 = 0 then '2.14.1' else concat('2.', 17 + s % 7, '.0') end
          else concat(1 + (s + p) % 4, '.', (s * 7 + p) % 12, '.', s % 3) end as version
      from generate_series(0, ${sboms - 1}) s, generate_series(0, ${
      components - 1
    }) c,
        lateral (select (c * 17 + (s % 50) * 131) % 20000 as p) x;
      create temp table seed_package as
      select md5(concat(name, version, ecosystem))::uuid as id, name, version, ecosystem,
        concat('pkg:', ecosystem, '/', replace(name, ':', '/')) as purl
      from (select distinct name, version, ecosystem from seed_component) d;
      insert into sbom_package (package_id, name, name_search, version, ecosystem, purl, package_key)
      select id, name, lower(name), version, ecosystem, concat(purl, '@', version), concat(purl, '@', version) from seed_package;
      insert into sbom_version select distinct version_key, ecosystem, version from sbom_package
        on conflict do nothing;
      insert into sbom_document (document_id, entity_ref, scope, branch, environment, on_default, position,
        created_at, format, tool, component_count, rejected, root_name, root_version, newest)
      select 'sbom-' || s, 'component:default/seeded-' || s, '', 'main', '', true, s, now() - interval '1 hour' * s,
        'cyclonedx', 'boms', ${components}, 0, 'seeded-' || s, '1.0.0', true
      from generate_series(0, ${sboms - 1}) s;
      insert into sbom_component (document_id, ordinal, package_id, ref, type, direct, licences, depends_on)
      select 'sbom-' || s, c, md5(concat(name, version, ecosystem))::uuid, concat(name, '@', version), 'library', c % 10 = 0,
        array[case when c % 40 = 0 then 'GPL-3.0-only' else 'MIT' end], '{}'
      from seed_component;
      drop table seed_component, seed_package`);
  });
  for (const table of [...tables, 'sbom_version']) {
    await client.query(`vacuum analyze ${table}`);
  }
}
