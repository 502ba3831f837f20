/** Two years of made-up deliveries, written straight into the facts of DORA. */

export const SERVICES = 500;
export const INSTANCE = 'code.bench.example';
const COMMITS = 5;

/** Spread over two years up to now; `d` is a deployment's number in its service. */
const at = (d, perService) =>
  `now() - interval '730 days' + (${d} + (s % 7) / 10.0) * interval '730 days' / ${perService}`;
const sha = d => `lpad(to_hex(s), 4, '0') || lpad(to_hex(${d}), 36, '0')`;
const ms = time => `(extract(epoch FROM ${time}) * 1000)::bigint`;
const iso = time =>
  `to_char((${time}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The statements that fill the facts: a deployment, a push of five commits and
 * a merged change each; every tenth deployment has an incident, every 25th goes
 * back to the release before. The consumer would take hours for what takes
 * Postgres minutes; what is measured is computed by the portal's own code.
 *
 * @param {number} perService deployments of a service
 */
export function seedStatements(perService) {
  const all = `generate_series(0, ${
    SERVICES - 1
  }) s, generate_series(1, ${perService}) d`;
  const release = 'CASE WHEN d % 25 = 0 THEN d - 2 ELSE d END';
  const key = "'component:default/service-' || s";
  const project = "'bench/service-' || s";
  const t = at('d', perService);
  const commits = Array.from({ length: COMMITS }, (_, i) => {
    const last = i === COMMITS - 1;
    const name = last
      ? sha('d')
      : `substr(md5(s || '.' || d || '.${i}'), 1, 40)`;
    const lead = `((s * 31 + d * 17 + ${i} * 7) % 97 + 1) * interval '37 minutes'`;
    return `jsonb_build_object('sha', ${name}, 'committedAt', ${ms(
      `${t} - ${lead}`,
    )},
      'authoredAt', ${ms(`${t} - ${lead}`)}, 'author', 'person-' || (d % 40),
      'message', 'change ' || d || ' part ${i}')`;
  });
  return [
    `INSERT INTO dora.deployment_fact
     SELECT '${INSTANCE}', '', s || '-' || d, ${project}, '${INSTANCE}/' || ${project},
       ${key}, ${key}, ${key}, 1, jsonb_build_object(
         'provider', 'github', 'instance', '${INSTANCE}', 'project', ${project},
         'externalId', s || '-' || d, 'environment',
         jsonb_build_object('name', 'production', 'tier', 'production'),
         'state', 'succeeded', 'outcome', 'succeeded', 'sha', ${sha(
           `(${release})`,
         )},
         'revisions', '[]'::jsonb, 'artifacts', '[]'::jsonb,
         'createdAt', ${iso(`${t} - interval '20 minutes'`)},
         'startedAt', ${iso(`${t} - interval '10 minutes'`)},
         'finishedAt', ${iso(t)}, 'observedAt', ${iso(t)})
     FROM ${all}`,
    `INSERT INTO dora.push_fact
     SELECT '${INSTANCE}/' || ${project}, 'main', ${sha('d')},
       CASE WHEN d > 1 THEN ${sha(
         'd - 1',
       )} END, ${t} - interval '30 minutes', 1,
       false, false, jsonb_build_array(${commits.join(', ')})
     FROM ${all}`,
    `INSERT INTO dora.change_fact
     SELECT '${INSTANCE}', ${project}, 'c' || d, ${project}, '${INSTANCE}/' || ${project},
       '', NULL, NULL, 1, jsonb_build_object(
         'provider', 'github', 'instance', '${INSTANCE}', 'project', ${project},
         'externalId', 'c' || d, 'number', d, 'title', 'Change ' || d, 'state', 'merged',
         'labels', '[]'::jsonb, 'targetBranch', 'main', 'headSha', ${sha('d')},
         'mergeSha', ${sha('d')}, 'createdAt', ${iso(
      `${t} - interval '3 hours'`,
    )},
         'mergedAt', ${iso(
           `${t} - interval '30 minutes'`,
         )}, 'observedAt', ${iso(t)})
     FROM ${all}`,
    `INSERT INTO dora.incident_fact
     SELECT 'pager.bench.example', '', 'i' || s || '-' || d, '', 'incidents', ${key},
       ${key}, ${key}, 1, jsonb_build_object(
         'provider', 'pager', 'instance', 'pager.bench.example',
         'externalId', 'i' || s || '-' || d, 'title', 'It broke', 'state', 'resolved',
         'severity', 'sev2', 'reopened', false, 'changeRelated', true,
         'startedAt', ${iso(`${t} + interval '5 minutes'`)},
         'resolvedAt', ${iso(`${t} + (5 + d % 90) * interval '1 minute'`)},
         'observedAt', ${iso(`${t} + interval '2 hours'`)},
         'causes', jsonb_build_array(jsonb_build_object('kind', 'deployment',
           'instance', '${INSTANCE}', 'id', s || '-' || d)))
     FROM ${all} WHERE d % 10 = 0`,
    `INSERT INTO dora.incident_link
     SELECT '${INSTANCE}/' || s || '-' || d, 'pager.bench.example', 'i' || s || '-' || d
     FROM ${all} WHERE d % 10 = 0`,
    `INSERT INTO dora.named_sha SELECT DISTINCT '${INSTANCE}/' || ${project}, ${sha(
      'd',
    )} FROM ${all}`,
    `INSERT INTO dora.repo_fact
     SELECT '${INSTANCE}/' || ${project}, 'main', now() FROM generate_series(0, ${
      SERVICES - 1
    }) s`,
    `INSERT INTO dora.service_repo
     SELECT '${INSTANCE}/' || ${project}, ${key} FROM generate_series(0, ${
      SERVICES - 1
    }) s`,
  ];
}
