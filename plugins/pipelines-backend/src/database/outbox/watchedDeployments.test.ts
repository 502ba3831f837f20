import { minute } from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import {
  loadRollbackOutlook,
  upsertWatchedDeployment,
  WatchedDeploymentRow,
} from './watchedDeployments';

const place = {
  instance: 'git.example',
  entityRef: 'component:default/shop',
};

describe('what a rollback brings back', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.knex('watched_deployment').delete());

  const deployed = (
    external_id: string,
    version: string,
    at: number,
    more: Partial<WatchedDeploymentRow> = {},
  ) =>
    upsertWatchedDeployment(database.knex, {
      instance: place.instance,
      external_id,
      entity_ref: place.entityRef,
      provider: 'github',
      project: 'acme/shop',
      environment: 'production',
      tier: 'production',
      kind: null,
      state: 'succeeded',
      failure: null,
      sha: `sha-of-${version}`,
      version,
      service: null,
      run_external_id: null,
      reached_users: true,
      succeeded: true,
      observed_at: new Date(minute(at)),
      arrived_at: new Date(minute(at)),
      ...more,
    });
  const outlookOf = (externalId: string) =>
    loadRollbackOutlook(database.knex, { ...place, externalId });

  it('is the release before it', async () => {
    await deployed('d1', '1', 10);
    await deployed('d2', '2', 20);
    expect(await outlookOf('d2')).toEqual({ to: '1', overtaken: false });
    expect(await outlookOf('d1')).toMatchObject({ to: null });
  });

  it('is never the one that was just rolled back from, nor the same once more', async () => {
    await deployed('d0', '0', 5);
    await deployed('d1', '1', 10);
    await deployed('d2', '2', 20);
    await deployed('d3', '1', 30);
    await deployed('d4', '1', 40);
    expect(await outlookOf('d4')).toMatchObject({ to: '0' });
  });

  it('goes by when a release arrived, not by when it was last heard of', async () => {
    await deployed('d1', '1', 10);
    await deployed('d2', '2', 20);
    await deployed('d1', '1', 90, {
      state: 'superseded',
      succeeded: false,
      arrived_at: null,
    });
    expect(await outlookOf('d2')).toMatchObject({ to: '1' });
  });

  it('is what runs, where the newest failed; until something else arrived', async () => {
    await deployed('d1', '1', 10);
    await deployed('d2', '2', 20, {
      state: 'failed',
      succeeded: false,
      arrived_at: null,
    });
    expect(await outlookOf('d2')).toEqual({ to: '1', overtaken: false });
    await deployed('d3', '3', 30);
    expect(await outlookOf('d2')).toMatchObject({ overtaken: true });
  });

  it('knows other places and services apart', async () => {
    await deployed('d1', '1', 10, { environment: 'staging' });
    await deployed('d2', '2', 20, { service: 'worker' });
    await deployed('d3', '3', 30);
    expect(await outlookOf('d3')).toEqual({ to: null, overtaken: false });
    expect(await outlookOf('unheard of')).toEqual({
      to: null,
      overtaken: false,
    });
  });
});
