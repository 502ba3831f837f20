import { createHmac } from 'node:crypto';
import { changedAt, damaged, seeded } from './__testUtils__/damage';
import {
  HookBody,
  hookProviders,
  ownBodies,
  recordedBodies,
} from './__testUtils__/hookBodies';
import {
  secret,
  sign,
  startTestDoor,
  TestDoor,
} from './__testUtils__/startTestDoor';

const cases = 320;
const seed = 20_260_301;

/** Words by which senders say that a thing went well, in bodies and headers. */
const saysWell =
  /succe|pass|fixed|healthy|approved|"exit_status":0|service\.(?:deployed|upgraded|published|rolledback)|service_/i;

const wentWell = /"(?:state|result)": ?"(?:success|succeeded)"/;

/** What every sender sends to show that it knows the secret. */
const proofs = (text: string) => ({
  'x-quarterdeck-token': secret,
  'x-gitlab-token': secret,
  'x-buildkite-token': secret,
  'circleci-signature': `v1=${createHmac('sha256', secret)
    .update(text)
    .digest('hex')}`,
  'x-hub-signature': sign(text),
});

describe('a damaged delivery of any provider at the door', () => {
  let test: TestDoor;
  beforeAll(async () => {
    const limits = { perMinute: 100_000, burst: 10_000 };
    test = await startTestDoor({
      providers: [...hookProviders],
      sources: Object.fromEntries(
        hookProviders.map(({ kind }) => [
          `of-${kind}`,
          { kind, secrets: [secret], entities: 'all', limits },
        ]),
      ),
    });
  });
  afterAll(() => test.stop());

  /** The delivery with an id of its own, so that it is nobody's repeat. */
  const withOwnId = ({ body, idAt }: HookBody, id: string) =>
    idAt ? changedAt(body, idAt, id) : body;

  const send = (example: HookBody, text: string, id: string) =>
    test.hook({
      source: `of-${example.kind}`,
      body: text,
      id,
      event: example.event,
      headers: {
        ...proofs(text),
        'x-gitlab-event': example.event ?? 'Pipeline Hook',
        'idempotency-key': id,
        'x-request-uuid': id,
        'ce-id': id,
        ...example.headers,
      },
    });

  const eventsOf = async (receipt: string | undefined): Promise<string> => {
    const { rows } = await test.knex.raw<{ rows: unknown[] }>(
      'select data from log.event where delivery_id = ?',
      [receipt ?? ''],
    );
    return JSON.stringify(rows);
  };

  it.each(ownBodies.map(body => [body.kind, body] as const))(
    'whole, %s is taken and tells no success',
    async (_, example) => {
      const id = `whole-${example.kind}`;
      const text = JSON.stringify(withOwnId(example, id));
      const { status, json } = await send(example, text, id);
      expect({ status, json }).toMatchObject({ status: 202 });
      expect(json.events).toBeGreaterThan(0);
      expect(await eventsOf(json.receipt)).not.toMatch(wentWell);
    },
  );

  it(`is taken, or refused with a sentence and a path; never a 5xx, never a success it does not tell (${cases} cases)`, async () => {
    const random = seeded(seed);
    const examples = [...ownBodies, ...ownBodies, ...recordedBodies()];
    const statuses = new Map<number, number>();
    const wrong: unknown[] = [];
    for (let index = 0; index < cases; index++) {
      const example = examples[Math.floor(random() * examples.length)];
      const id = `damaged-${index}`;
      const text = damaged(withOwnId(example, id), random);
      const { status, json } = await send(example, text, id);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const taken = status >= 200 && status < 300;
      const refused =
        status >= 400 &&
        status < 500 &&
        typeof json.error?.path === 'string' &&
        /\.$/.test(json.error.message);
      const told = taken && json.events ? await eventsOf(json.receipt) : '';
      const lied =
        wentWell.test(told) &&
        // The name of Tekton's condition says nothing of how it stands.
        !saysWell.test(text.replaceAll('"type":"Succeeded"', '')) &&
        !saysWell.test(example.headers?.['ce-type'] ?? '');
      if ((!taken && !refused) || lied) {
        wrong.push({
          seed,
          index,
          example: `${example.kind}: ${example.name}`,
          text: text.slice(0, 2000),
          status,
          answer: json,
          told: lied ? told : undefined,
        });
      }
    }
    expect(wrong).toEqual([]);
    // Both happen, or nothing was tried; repeats would try nothing.
    expect(statuses.get(202)).toBeGreaterThan(cases / 4);
    expect(statuses.get(422) ?? 0).toBeGreaterThan(5);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(cases / 20);
    expect(statuses.get(200) ?? 0).toBeLessThan(cases / 20);
  });
});
