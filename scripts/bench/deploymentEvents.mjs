/** Made-up deployments for the benchmark: seeded by their number. */

const START = Date.parse('2026-01-05T00:00:00Z');
const END = Date.parse('2026-11-20T00:00:00Z');

export const SERVICES = 200;

/** In promotion order; production in two regions. */
const PLACES = [
  { name: 'development', tier: 'development' },
  { name: 'testing', tier: 'testing' },
  { name: 'staging', tier: 'staging' },
  { name: 'production', tier: 'production', region: 'eu' },
  { name: 'production', tier: 'production', region: 'us' },
];

const shaOf = (service, release) =>
  `${service.toString(16).padStart(4, '0')}${release
    .toString(16)
    .padStart(36, '0')}`;

const place = service => ({
  provider: 'github',
  instance: 'code.bench.example',
  project: `bench/service-${service}`,
});

const envelope = (service, type, at, data) => ({
  type,
  subject: `code.bench.example/bench/service-${service}`,
  entity: `component:default/service-${service}`,
  occurredAt: at,
  data,
});

/** The push that brings a release: one commit. */
function push(service, release, at) {
  const after = shaOf(service, release);
  return envelope(service, 'commits.pushed.v1', at, {
    ...place(service),
    ref: 'refs/heads/main',
    branch: 'main',
    defaultBranch: 'main',
    before: shaOf(service, release - 1),
    after,
    pushedAt: at,
    commits: [
      {
        sha: after,
        message: `change ${release} of service ${service}`,
        author: { login: `person-${release % 40}` },
        committedAt: at,
      },
    ],
  });
}

/**
 * Pushes and deployments in the order they happened: each release of a service
 * goes through all places, now and then one fails or an old one comes back.
 *
 * @param {number} deployments how many, over all services and places
 */
export function* deploymentHistory(deployments) {
  const releases = Math.ceil(deployments / SERVICES / PLACES.length);
  const spacing = (END - START) / releases;
  let number = 0;
  for (let release = 1; release <= releases; release++) {
    for (let service = 0; service < SERVICES; service++) {
      const from = START + release * spacing + service * 1000;
      yield push(service, release, new Date(from).toISOString());
      for (const [step, { region, ...environment }] of PLACES.entries()) {
        if (number === deployments) return;
        number += 1;
        const seed = number % 97;
        // The last releases wait before the later places, so that some are behind.
        const late = release > releases - (service % 9) && step > 2;
        const brought = Math.max(
          1,
          seed === 13 || late ? release - 2 - (service % 7) : release,
        );
        const begin = from + (step + 1) * spacing * 0.1;
        const end = new Date(begin + 90_000 + seed * 1000).toISOString();
        const created = new Date(begin).toISOString();
        yield envelope(service, 'deployment.v1', end, {
          ...place(service),
          externalId: String(10_000_000 + number),
          environment,
          region,
          state: seed === 7 ? 'failed' : 'succeeded',
          ref: 'main',
          sha: shaOf(service, brought),
          version: `1.${brought}.0`,
          strategy: step > 2 ? 'canary' : 'rolling',
          actor: { login: `person-${number % 40}`, kind: 'person' },
          createdAt: created,
          startedAt: created,
          finishedAt: end,
          observedAt: end,
          url: `https://code.bench.example/deployments/${number}`,
        });
      }
    }
  }
}
