import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const folder = resolve(
  __dirname,
  '../../../../shared/fixtures/delivery/github-webhooks',
);

const bodies = existsSync(folder)
  ? readdirSync(folder).flatMap(event =>
      readdirSync(join(folder, event)).map(file => ({
        event,
        file,
        body: readFileSync(join(folder, event, file)),
      })),
    )
  : [];
if (bodies.length === 0) {
  // eslint-disable-next-line no-console
  console.warn(`Not posted: ${folder} does not exist.`);
}

describe('recorded GitHub webhooks', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor();
  });
  afterAll(() => test.stop());

  it('are taken without a 5xx, and the second time as repeats without new events', async () => {
    const post = () =>
      Promise.all(
        bodies.map(({ event, file, body }) =>
          test.hook({ event, body, id: `${event}/${file}` }),
        ),
      );
    const first = await post();
    const failed = first.flatMap(({ status, json }, index) =>
      status === 202 ? [] : [{ ...bodies[index], body: json, status }],
    );
    expect(failed).toEqual([]);
    const events = await test.events();
    expect(events.length).toBeGreaterThanOrEqual(bodies.length > 0 ? 20 : 0);

    const second = await post();
    expect(second.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    expect(second.map(({ json }) => json)).toEqual(
      first.map(({ json }) => json),
    );
    expect(await test.events()).toHaveLength(events.length);
  });
});
