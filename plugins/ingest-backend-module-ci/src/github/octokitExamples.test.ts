import examples from '@octokit/webhooks-examples';
import { stored } from './__testUtils__/githubFixtures';
import { parse } from './__testUtils__/parseDelivery';

const withEvents = new Set([
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_review',
  'deployment_status',
  'pull_request',
  'pull_request_review',
  'push',
  'release',
  'workflow_job',
  'workflow_run',
]);

describe('the bodies of @octokit/webhooks-examples', () => {
  it.each(examples.map(kind => [kind.name, kind.examples] as const))(
    'of %s are read or passed over, none refused',
    (name, bodies) => {
      let events = 0;
      for (const body of bodies) {
        const outcome = parse(name, body);
        expect(outcome).not.toMatchObject({ outcome: 'rejected' });
        if (outcome.outcome === 'parsed') {
          events += outcome.events.length;
          for (const event of outcome.events) stored(event);
        }
      }
      expect(events > 0).toBe(withEvents.has(name));
    },
  );

  it('cover every kind that gives events', () => {
    const names = examples.map(kind => String(kind.name));
    expect([...withEvents].filter(name => !names.includes(name))).toEqual([]);
  });
});
