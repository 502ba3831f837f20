import { Entity } from '@backstage/catalog-model';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import {
  ChangingCatalog,
  createChangingCatalog,
} from './__testUtils__/changingCatalog';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const component = (name: string, slug?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: slug ? { 'github.com/project-slug': slug } : undefined,
  },
  spec: { type: 'service', owner: 'team-a' },
});

const push = (project: string) =>
  JSON.stringify({
    ref: 'refs/heads/main',
    before: '0'.repeat(40),
    after: 'b'.repeat(40),
    repository: {
      id: 1,
      name: 'x',
      full_name: project,
      html_url: `https://github.com/${project}`,
      default_branch: 'main',
    },
    commits: [],
    head_commit: { id: 'b'.repeat(40), timestamp: '2026-10-01T12:00:00Z' },
    pusher: { name: 'ada' },
  });

const run = (project: string, id: number) =>
  JSON.stringify({
    action: 'completed',
    repository: {
      id: 1,
      name: 'x',
      full_name: project,
      html_url: `https://github.com/${project}`,
      default_branch: 'main',
    },
    workflow: { id: 7, name: 'checks', path: '.github/workflows/checks.yml' },
    workflow_run: {
      id,
      name: 'checks',
      path: '.github/workflows/checks.yml',
      run_number: id,
      run_attempt: 1,
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      head_branch: 'main',
      head_sha: 'b'.repeat(40),
      html_url: `https://github.com/${project}/actions/runs/${id}`,
      created_at: '2026-10-01T12:00:00Z',
      run_started_at: '2026-10-01T12:00:00Z',
      updated_at: '2026-10-01T12:05:00Z',
    },
  });

describe('the catalog followed', () => {
  let database: TestDatabase;
  let catalogs: ChangingCatalog[];
  let replicas: TestDoor[];

  beforeEach(async () => {
    database = await createTestDatabase();
    catalogs = [createChangingCatalog([]), createChangingCatalog([])];
    replicas = [];
    for (const { index } of catalogs) {
      replicas.push(
        await startTestDoor({
          connectionString: database.connectionString,
          entityIndex: index,
        }),
      );
    }
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
    await database.drop();
  });

  const claims = async () => {
    const { rows } = await replicas[0].knex.raw(
      `select subject, entity_ref as entity, data->>'claimedBy' as by
         from log.event where type = 'subject.claimed.v1' order by position`,
    );
    return rows;
  };
  const readBoth = (entities: Entity[]) =>
    catalogs.forEach(catalog => catalog.read(entities));
  const followBoth = async () => {
    for (const replica of replicas) await replica.door.flushCounts();
    const counts = await Promise.all(
      replicas.map(replica => replica.door.follower.follow()),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const claim = (key: string, entityRef: string | null) =>
    replicas[0].request('POST', '/v1/claims', {
      as: 'user:default/ada',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, entityRef }),
    });

  it('claims what came before the annotation, once over two replicas', async () => {
    await replicas[0].hook({ event: 'push', body: push('acme/late') });
    await replicas[1].hook({
      event: 'workflow_run',
      body: run('acme/late', 1),
    });
    expect(await followBoth()).toBe(0);

    readBoth([component('late', 'acme/late')]);
    expect(await followBoth()).toBe(2);
    expect(await followBoth()).toBe(0);
    const made = await claims();
    expect(made).toHaveLength(2);
    for (const one of made) {
      expect(one).toMatchObject({
        entity: 'component:default/late',
        by: 'catalog',
      });
      expect(one.subject).toMatch(/^github\.com\/acme\/late/);
    }
    const left = await replicas[0].request('GET', '/v1/unclaimed', {
      as: 'user:default/ada',
    });
    expect(left.json.items).toEqual([]);
    const { rows } = await replicas[0].knex.raw(
      'select actor, action from audit_record',
    );
    expect(rows).toEqual([
      { actor: 'system:catalog', action: 'subject.claim' },
      { actor: 'system:catalog', action: 'subject.claim' },
    ]);
  });

  it('follows an annotation that moves, and stays when it is gone', async () => {
    readBoth([component('old', 'acme/moving'), component('new')]);
    await replicas[0].hook({ event: 'push', body: push('acme/moving') });
    expect(await followBoth()).toBe(0);

    readBoth([component('old'), component('new', 'acme/moving')]);
    expect(await followBoth()).toBe(1);
    readBoth([component('old'), component('new')]);
    expect(await followBoth()).toBe(0);
    readBoth([component('old', 'acme/moving'), component('new')]);
    expect(await followBoth()).toBe(1);
    expect(
      (await claims()).map((one: { entity: string }) => one.entity),
    ).toEqual(['component:default/new', 'component:default/old']);
  });

  it('is not moved back by a replica whose copy of the catalog is older', async () => {
    readBoth([component('old', 'acme/moving'), component('new')]);
    await replicas[0].hook({ event: 'push', body: push('acme/moving') });
    await followBoth();
    await new Promise(resolve => setTimeout(resolve, 5));
    catalogs[0].read([component('old'), component('new', 'acme/moving')]);
    expect(await replicas[0].door.follower.follow()).toBe(1);
    expect(await replicas[1].door.follower.follow()).toBe(0);
  });

  it("leaves a person's claim alone, and takes up what a person gives up", async () => {
    readBoth([component('shop'), component('bank')]);
    await replicas[0].hook({ event: 'workflow_run', body: run('acme/two', 2) });
    await followBoth();
    readBoth([component('shop', 'acme/two'), component('bank')]);
    expect(await followBoth()).toBe(1);

    // The person claims the whole project; the catalog had claimed a workflow.
    expect(
      (await claim('github.com/acme/two', 'component:default/bank')).status,
    ).toBe(200);
    const [byCatalog, released, byPerson] = await claims();
    expect(byCatalog).toMatchObject({ by: 'catalog' });
    expect(released).toMatchObject({
      subject: byCatalog.subject,
      entity: null,
    });
    expect(byPerson).toMatchObject({
      subject: 'github.com/acme/two',
      entity: 'component:default/bank',
      by: 'user:default/ada',
    });
    readBoth([component('shop', 'acme/two'), component('bank')]);
    expect(await followBoth()).toBe(0);

    expect((await claim('github.com/acme/two', null)).status).toBe(200);
    await replicas[1].door.follower.look();
    await new Promise(resolve => setTimeout(resolve, 5));
    readBoth([component('shop', 'acme/two'), component('bank')]);
    expect(await followBoth()).toBe(1);
    expect((await claims()).at(-1)).toMatchObject({
      subject: byCatalog.subject,
      entity: 'component:default/shop',
      by: 'catalog',
    });
  });
});
