import fc from 'fast-check';
import { ParseOutcome, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { fixtureBodies } from './__testUtils__/deliveryFixtures';
import { expectSound } from './__testUtils__/expectSound';
import { mutateBody } from './__testUtils__/mutateBody';
import { azureProvider } from './azure/azureProvider';
import { circleciProvider } from './circleci/circleciProvider';
import { gitlabProvider } from './gitlab/gitlabProvider';
import { jenkinsProvider } from './jenkins/jenkinsProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const place = {
  web_url: 'https://gitlab.acme.example/shop/api',
  path_with_namespace: 'shop/api',
};
const pipeline = {
  object_kind: 'pipeline',
  project: place,
  object_attributes: { id: 1, status: 'failed', stages: ['test'] },
  builds: [{ id: 2, name: 'unit', stage: 'test', status: 'failed' }],
};
const deployment = {
  object_kind: 'deployment',
  project: place,
  status: 'failed',
  deployment_id: 3,
  environment: 'production',
};
const build = {
  url: 'https://ci.acme.example/job/shop/job/main/3/',
  building: false,
  result: 'FAILURE',
  timestamp: 1_767_322_800_000,
  duration: 5,
  stages: [{ id: '6', name: 'Go', status: 'FAILED', pauseDurationMillis: 5 }],
};
const notification = {
  build: { full_url: build.url, phase: 'COMPLETED', status: 'FAILURE' },
};
const workflow = {
  type: 'job-completed',
  project: { slug: 'gh/acme/shop' },
  workflow: { id: 'w', status: 'failed' },
  job: { id: 'j', status: 'failed' },
};
const release = {
  eventType: 'ms.vss-release.deployment-completed-event',
  resourceContainers: {
    collection: { baseUrl: 'https://dev.azure.com/acme/' },
    project: { id: 'Shop' },
  },
  resource: {
    environment: { id: 5, releaseId: 8, name: 'prod' },
    deployment: { attempt: 1, deploymentStatus: 'failed' },
  },
};

const cases: [string, WebhookProvider, unknown[], string][] = [
  ['GitLab', gitlabProvider, [pipeline, deployment], 'gitlab-webhooks'],
  ['Jenkins', jenkinsProvider, [build, notification], ''],
  ['CircleCI', circleciProvider, [workflow], 'circleci-webhooks'],
  ['Azure DevOps', azureProvider, [release], 'azuredevops-webhooks'],
];

/** Whether anything in an outcome is said to have gone well. */
function saysSuccess(outcome: ParseOutcome): boolean {
  return expectSound(outcome).some(data =>
    /"(?:result|state)":"(?:success|succeeded|approved)"/.test(
      JSON.stringify(data),
    ),
  );
}

describe.each(cases)(
  'whatever %s or anybody else sends',
  (_, provider, own, folder) => {
    const given = folder ? fixtureBodies(folder).map(({ body }) => body) : [];
    const read = (body: unknown) => provider.parse({ headers: {}, body, now });

    it('a damaged body is read or refused with a sentence, and what is read fits the registry', () => {
      fc.assert(
        fc.property(mutateBody([...own, ...given]), body => {
          expectSound(read(body));
        }),
        { numRuns: 1500 },
      );
    });

    it('a damaged failure is never a success', () => {
      fc.assert(
        fc.property(mutateBody(own), body => {
          // Said by the damage itself, it is said.
          fc.pre(!/succe|approved/i.test(JSON.stringify(body) ?? ''));
          expect(saysSuccess(read(body))).toBe(false);
        }),
        { numRuns: 500 },
      );
    });

    it('a body cut short is no JSON, or is read likewise', () => {
      const texts = [...own, ...given].map(body => JSON.stringify(body));
      fc.assert(
        fc.property(
          fc
            .constantFrom(...texts)
            .chain(text =>
              fc.nat({ max: text.length }).map(end => text.slice(0, end)),
            ),
          text => {
            const body = Buffer.from(text);
            expect(() =>
              provider.deliveryKey({ headers: {}, body }),
            ).not.toThrow();
            expectSound(read(text));
          },
        ),
        { numRuns: 300 },
      );
    });

    it('any JSON is read or refused', () => {
      fc.assert(
        fc.property(fc.jsonValue(), body => {
          expectSound(read(body));
        }),
        { numRuns: 300 },
      );
    });
  },
);
