import { withoutIndexes } from './withoutIndexes.mjs';

/** A number below `n` that follows from the row and a name; skewed to the low ones by `power`. */
const pick = (name, n, power = 1) =>
  `floor(${n} * power((hashtextextended('${name}', i) & 16777215)::float8 / 16777216, ${power}))::integer`;

/** Of a list with shares of a hundred the value of this row. */
const share = (name, shares) => {
  let below = 0;
  const whens = Object.entries(shares).map(([value, hundredths]) => {
    below += hundredths;
    return `when ${pick(name, 1000)} < ${below * 10} then '${value}'`;
  });
  return `case ${whens.join(' ')} end`;
};

const days = (name, n, power = 1) =>
  `make_interval(secs => ${pick(name, n * 86_400, power)})`;

/**
 * Findings as years of scans of 200 services leave them: eight tools, several
 * branches, every state, due dates, what several tools found alike, decisions.
 *
 * @param {import('pg').Client} client
 * @param {{findings: number, entities?: number, helper?: import('pg').Client}} options
 *   `helper` is a second connection, which fills every other piece
 */
export async function seedFindings(
  client,
  { findings, entities = 200, helper },
) {
  await client.query('set search_path to security');
  await helper?.query('set search_path to security');
  const tables = ['finding', 'finding_detail', 'finding_change'];
  await withoutIndexes(client, tables, async () => {
    await client.query(`
      drop table if exists seed_tool;
      create unlogged table seed_tool (kind text, tool text);
      insert into seed_tool values ('sast', 'codescan'), ('dependency', 'depwatch'),
        ('container', 'imagescan'), ('iac', 'infracheck'), ('secret', 'leakfinder'),
        ('dast', 'prober'), ('licence', 'licencer'), ('quality', 'linter');
      insert into scan_target (target_key, entity_ref, tool, category, scope, branch, environment,
        on_default, tool_version, kinds, import_id, position, commit_sha, scanned_at, status,
        complete_at, complete_commit)
      select md5(concat(e, tool, b)), 'component:default/seeded-' || e, tool, kind, '', b, '',
        b = 'main', '1.2.3', array[kind], 'import-' || md5(concat(e, tool, b)), 0, md5(concat(e, b)),
        now() - interval '1 hour' * (e % 40), 'success', now() - interval '1 hour' * (e % 40), md5(concat(e, b))
      from generate_series(0, ${
        entities - 1
      }) e, seed_tool, unnest('{main,feature-a,feature-b}'::text[]) b;
      insert into scan_import (import_id, report_id, target_key, entity_ref, position, format,
        scanned_at, received_at, status, outdated, held, close_old, created, updated, unchanged,
        fixed, reopened, suppressed, pending_close, rejected, before_counts, after_counts)
      select concat('import-', target_key, case when n > 0 then '-' || n end), 'report', target_key, entity_ref, 0, 'sarif', scanned_at - interval '1 day' * n,
        scanned_at - interval '1 day' * n, 'success', false, false, true, 1, 1, 500, 1, 0, 0, 0, 0, '{}', '{}'
      from scan_target, generate_series(0, 9) n;
      insert into epss_score select 'CVE-2026-' || i, power((i * 7919 % 10000) / 10000::float8, 4), 0.5
      from generate_series(0, 19999) i;
      insert into kev_entry (vulnerability_id, added_on) select 'CVE-2026-' || i, '2026-01-01'
      from generate_series(0, 19999, 150) i;
      insert into alias_group select v, 'CVE-2026-' || i from generate_series(0, 19999) i,
        lateral (values ('CVE-2026-' || i), ('GHSA-' || i)) t(v);`);
    const fillPiece = async (by, from, to) => {
      await by.query(`
        with made as (insert into finding (finding_id, target_key, entity_ref, identity, identity_version,
          primary_key, drift_keys, ordinal, collapses, content_hash, occurrences, scan_state,
          pending_close, source_suppressed, needs_review, state, suppressed_by, is_open, severity,
          severity_rank, priority, assignee, acceptance_id, sla_from, sla_due, sla_paused, on_default,
          branch, environment, kind, tool, rule_id, title, scan_severity, severity_source, path, line,
          package_name, package_version, ecosystem, purl, fixed_version, target, vulnerability_ids,
          cwes, secret_id, secret_verified, cvss_score, epss, known_exploited, development, issue_key,
          alias_key, package_key, listed, tools, first_seen_at, first_commit, first_import,
          last_seen_at, changed_at, fixed_at, fixed_by, reopened_at, reopened_count, position)
        select md5(concat('finding', i)), md5(concat(e, tool, branch)), 'component:default/seeded-' || e,
          md5(concat('identity', i)), 1, md5(concat('key', i)),
          array[md5(concat('drift', i)), md5(concat('moved', i))], 0, vulnerable, md5(concat('content', i)), 1,
          case when state = 'fixed' then 'fixed' else 'open' end, ${pick(
            'pending',
            500,
          )} = 0, case when suppressed = 'source' then suppressed end, ${pick(
        'review',
        100,
      )} = 0,
          state, suppressed, state in ('open', 'triaged', 'in_progress') and suppressed is null,
          severity, array_position('{critical,high,medium,low,info,unknown}'::text[], severity),
          (case severity when 'critical' then 400 when 'high' then 280 when 'medium' then 140 when 'low' then 50 else 100 end
            + ${pick('priority', 200)}),
          case when state in ('triaged', 'in_progress') then 'user:default/person-' || ${pick(
            'assignee',
            60,
          )} end,
          case when state = 'risk_accepted' then md5(concat('acceptance', ${pick(
            'acceptance',
            500,
          )}))::uuid::text end,
          seen, case when severity in ('critical', 'high', 'medium', 'low') and suppressed is null
            and state not in ('false_positive', 'out_of_scope') then seen + make_interval(days =>
            case severity when 'critical' then 15 when 'high' then 30 when 'medium' then 90 else 180 end) end,
          state = 'risk_accepted', branch = 'main', branch, '', kind, tool,
          case when vulnerable then 'CVE-2026-' || vuln else concat(tool, '/rule-', rule) end,
          case when vulnerable then concat('CVE-2026-', vuln, ' in package-', package)
            else concat('Rule ', rule, ': input reaches a ', (array['query','shell','page','file','log','header'])[1 + rule % 6], ' unchecked') end,
          severity, 'native', case when vulnerable then null else concat('src/area', file % 40, '/module', file, '.ts') end,
          case when vulnerable then null else ${pick('line', 900)} end,
          case when vulnerable then 'package-' || package end, case when vulnerable then concat(1 + package % 4, '.', vuln % 12, '.0') end,
          case when vulnerable then 'npm' end, case when vulnerable then concat('pkg:npm/package-', package, '@', 1 + package % 4, '.', vuln % 12, '.0') end,
          case when vulnerable and vuln % 3 > 0 then '9.9.9' end, case when vulnerable then 'package-lock.json' end,
          case when vulnerable then array['CVE-2026-' || vuln, 'GHSA-' || vuln] else '{}' end,
          case when kind = 'sast' then array[20 + rule % 900] else '{}' end,
          case when kind = 'secret' then md5(concat('secret', ${pick(
            'secret',
            20_000,
          )})) end,
          case when kind = 'secret' then ${pick('verified', 5)} = 0 end,
          case when vulnerable then 7.5 end, case when vulnerable then power((vuln * 7919 % 10000) / 10000::float8, 4) end,
          vulnerable and vuln % 150 = 0, false,
          case when vulnerable then md5(concat(e, branch, vuln, package)) end,
          case when vulnerable then 'CVE-2026-' || vuln end,
          case when vulnerable then concat('pkg:npm/package-', package, '@', 1 + package % 4, '.', vuln % 12, '.0') end,
          branch = 'main', array[tool], seen, md5(concat('commit', i)), concat('import-', md5(concat(e, tool, branch)), '-', 1 + i % 9),
          case when state = 'fixed' then least(now(), seen + fixed_after) end,
          greatest(seen, now() - ${days('changed', 200)}),
          case when state = 'fixed' then least(now(), seen + fixed_after) end,
          case when state = 'fixed' then 'scan' end,
          case when ${pick(
            'reopened',
            25,
          )} = 0 and state <> 'fixed' then greatest(seen, now() - ${days(
        'back',
        90,
      )}) end,
          case when ${pick('reopened', 25)} = 0 then 1 else 0 end, i
        from (
          select i, ${pick(
            'entity',
            entities,
            1.6,
          )} as e, t.kind, t.tool, t.kind in ('dependency', 'container') as vulnerable,
            ${share('branch', {
              main: 86,
              'feature-a': 9,
              'feature-b': 5,
            })} as branch,
            ${share('state', {
              open: 47,
              triaged: 3,
              in_progress: 2,
              fixed: 38,
              risk_accepted: 4,
              false_positive: 4,
              out_of_scope: 2,
            })} as state,
            ${share('suppressed', { source: 2, vex: 1 })} as suppressed,
            ${share('severity', {
              critical: 4,
              high: 16,
              medium: 40,
              low: 28,
              info: 6,
              unknown: 6,
            })} as severity,
            ${pick('vuln', 20_000, 1.4)} as vuln, ${pick(
        'package',
        4000,
        1.3,
      )} as package,
            ${pick('rule', 300, 1.5)} as rule, ${pick('file', 20_000)} as file,
            now() - ${days('seen', 720, 1.5)} as seen, ${days(
        'fixed',
        120,
      )} as fixed_after
          from generate_series(${from}, ${to}) i
          join seed_tool t on t.kind = ${share('kind', {
            sast: 40,
            dependency: 25,
            container: 15,
            iac: 10,
            secret: 3,
            dast: 2,
            licence: 2,
            quality: 3,
          })}
          -- Not taken apart: each value is made once.
          offset 0
        ) s returning *), told as (
        insert into finding_detail (finding_id, doc)
        select finding_id, jsonb_build_object('record', 'finding', 'kind', kind, 'tool',
          jsonb_build_object('name', tool, 'version', '1.2.3'), 'ruleId', rule_id, 'title', title,
          'severity', severity, 'severitySource', 'native', 'description', repeat(title || '. ', 4),
          'locations', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('path', path, 'startLine', line + 1, 'snippet', 'query(input)'))))
          || case when package_name is null then '{}' else jsonb_build_object('package', jsonb_build_object(
            'name', package_name, 'version', package_version, 'ecosystem', ecosystem, 'purl', purl)) end
        from made)
        insert into finding_change (finding_id, position, change, at, import_id, details)
        select finding_id, position, case when state = 'fixed' then 'fixed' else 'updated' end,
          changed_at, first_import, '{"severity": ["low", "high"]}'
        from made where position % 2 = 0`);
    };
    const piece = 50_000;
    let next = 0;
    const fill = async by => {
      while (next < findings) {
        const from = next;
        next += piece;
        await fillPiece(by, from, Math.min(findings, from + piece) - 1);
      }
    };
    await Promise.all([client, ...(helper ? [helper] : [])].map(fill));
    // Of what several tools found in one place only one is listed.
    await client.query(`
      drop table seed_tool;
      analyze finding;
      with ranked as (
        select finding_id, issue_key, row_number() over (partition by issue_key
          order by is_open desc, state = 'fixed', severity_rank, first_seen_at, tool, finding_id) as place,
          array_agg(tool) over (partition by issue_key) as tools
        from finding where issue_key is not null)
      update finding f set listed = f.on_default and r.place = 1,
        tools = array(select distinct unnest(r.tools) order by 1)
      from ranked r where f.finding_id = r.finding_id and cardinality(r.tools) > 1`);
  });
  await client.query(`
    insert into risk_acceptance (id, scope, covers, subjects, entity_refs, title, owner, reason,
      created_by, created_at, expires_at, remind_days)
    select md5(concat('acceptance', i))::uuid, '{}', 'finding', '{}', '{}', 'Accepted', 'user:default/person-1',
      'seeded', 'user:default/person-1', now() - interval '60 days', now() + interval '1 day' * (i % 90 + 1), '{7}'
    from generate_series(0, 499) i;
    insert into finding_triage (identity, entity_ref, state, state_reason, state_by, state_at, state_position, assignee)
    select identity, entity_ref, state, 'seeded', 'user:default/person-1', changed_at, position, assignee
    from finding where state in ('triaged', 'in_progress', 'false_positive', 'out_of_scope');
    insert into finding_decision (identity, entity_ref, position, at, actor, action, before, after, reason)
    select identity, entity_ref, position, changed_at, 'user:default/person-1', 'state',
      '{"state": null}', jsonb_build_object('state', state), 'seeded'
    from finding where state in ('triaged', 'in_progress', 'false_positive', 'out_of_scope');
    insert into secret_task select md5(concat('secret', i)), 'rotated', null, null, 'user:default/person-1', now()
    from generate_series(0, 4999) i;
    insert into finding_count (entity_ref, kind, severity, state, is_open, suppressed, tools,
      environment, sla, has_fix, known_exploited, listed, seen_sum)
    select entity_ref, kind, severity, state, is_open, suppressed_by is not null, tools, environment,
      case when sla_paused then 'paused' when state = 'fixed' and fixed_at <= sla_due then 'met'
        when state = 'fixed' and fixed_at > sla_due then 'missed'
        when is_open and sla_due is not null then 'timed' else 'none' end,
      fixed_version is not null, known_exploited, count(*), sum(extract(epoch from first_seen_at))
    from finding where listed and entity_ref like 'component:default/seeded-%'
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
    INSERT INTO finding_time (entity_ref, kind, severity, what, at, seen, due, took)
    SELECT g.entity_ref, g.kind, g.severity, m.what, m.at, m.seen, m.due,
      CASE WHEN m.what IN ('fixed', 'met', 'missed') THEN
        ARRAY(SELECT date_part('epoch', u.at - u.seen) FROM unnest(m.at, m.seen) AS u(at, seen)) END
    FROM (
      SELECT entity_ref, kind, severity,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE is_open AND sla_due IS NULL) AS open,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS timed,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE NOT is_open) AS closed,
        array_agg(reopened_at ORDER BY reopened_at) FILTER (WHERE is_open AND reopened_at IS NOT NULL) AS reopened,
        array_agg(sla_due ORDER BY sla_due, first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS due,
        array_agg(first_seen_at ORDER BY sla_due, first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS due_seen,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at)
          FILTER (WHERE state = 'fixed' AND fixed_at IS NOT NULL AND sla_due IS NULL) AS fixed,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at)
          FILTER (WHERE state = 'fixed' AND fixed_at IS NOT NULL AND sla_due IS NULL) AS fixed_seen,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met_seen,
        array_agg(sla_due ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met_due,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed_seen,
        array_agg(sla_due ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed_due,
        array_agg(changed_at ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended,
        array_agg(first_seen_at ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended_seen,
        array_agg(sla_due ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended_due
      FROM finding WHERE entity_ref like 'component:default/seeded-%' and listed GROUP BY 1, 2, 3) g
    CROSS JOIN LATERAL (VALUES
      ('open', g.open, NULL::timestamptz[], NULL::timestamptz[]), ('timed', g.timed, NULL, NULL),
      ('closed', g.closed, NULL, NULL), ('reopened', g.reopened, NULL, NULL),
      ('due', g.due, g.due_seen, NULL), ('fixed', g.fixed, g.fixed_seen, NULL),
      ('met', g.met, g.met_seen, g.met_due), ('missed', g.missed, g.missed_seen, g.missed_due),
      ('ended', g.ended, g.ended_seen, g.ended_due)) AS m(what, at, seen, due)
    WHERE m.at IS NOT NULL;
    insert into entity_count (entity_ref, kind, severity, state, listed)
    select entity_ref, kind, severity, case when is_open or state in ('risk_accepted', 'false_positive', 'out_of_scope')
      then state else 'suppressed' end, sum(listed)
    from finding_count where state <> 'fixed' and entity_ref like 'component:default/seeded-%' group by 1, 2, 3, 4;
    insert into entity_day
    select entity_ref, current_date - d, severity, n, n / 10, n / 5, n / 3, n / 4, n / 5, n / 50, n / 60, 1
    from (select entity_ref, severity, count(*)::integer as n from finding where listed and is_open group by 1, 2) f,
      generate_series(0, 179) d
    on conflict do nothing`);
  for (const table of [
    ...tables,
    'scan_target',
    'scan_import',
    'entity_count',
    'finding_count',
    'finding_time',
    'entity_day',
    'alias_group',
    'finding_triage',
    'finding_decision',
    'risk_acceptance',
    'secret_task',
    'epss_score',
    'kev_entry',
  ]) {
    await client.query(`vacuum analyze ${table}`);
  }
}
