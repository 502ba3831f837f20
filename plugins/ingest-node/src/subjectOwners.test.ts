import {
  loadSubjectOwners,
  newerClaims,
  ownedEntity,
  SubjectClaim,
} from './subjectOwners';
import { AnyLogEvent } from './eventLogService';

const project = 'git.example/acme/shop';
const release = `${project}#workflow=Release`;
const shop = 'component:default/shop';
const tools = 'component:default/tools';

const claim = (
  subject: string,
  entityRef: string | null,
  position: string,
): SubjectClaim => ({ subject, entityRef, position });
const filed =
  (...claims: SubjectClaim[]) =>
  async (keys: readonly string[]) =>
    claims.filter(({ subject }) => keys.includes(subject));
const claimed = (position: string, entityRef: string | null) =>
  ({
    type: 'subject.claimed.v1',
    position,
    data: {
      subject: { instance: 'git.example', project: 'acme/shop' },
      entityRef,
    },
  } as unknown as AnyLogEvent);

describe('who a subject belongs to', () => {
  const row = { entityReported: tools, position: '9' };

  it('is what the door said while nobody claimed it', async () => {
    const ownerOf = await loadSubjectOwners([project], filed());
    expect(ownedEntity(ownerOf(project), row)).toBe(tools);
  });

  it('is the narrowest claim that names an entity', async () => {
    const load = filed(claim(project, shop, '3'), claim(release, tools, '2'));
    const ownerOf = await loadSubjectOwners([project, release], load);
    expect(ownedEntity(ownerOf(project), row)).toBe(shop);
    expect(ownedEntity(ownerOf(release), row)).toBe(tools);
  });

  it('is nobody once given up, until something is reported after that', async () => {
    const ownerOf = await loadSubjectOwners(
      [project],
      filed(claim(project, null, '9')),
    );
    expect(ownedEntity(ownerOf(project), row)).toBeNull();
    expect(ownedEntity(ownerOf(project), { ...row, position: '10' })).toBe(
      tools,
    );
  });
});

describe('newer claims of a batch', () => {
  it('are the last of a subject, whatever order they come in', async () => {
    const later = claim(project, tools, '10');
    const both = [claimed('10', tools), claimed('9', shop)];
    await expect(newerClaims(both, filed())).resolves.toEqual([later]);
    await expect(newerClaims(both.reverse(), filed())).resolves.toEqual([
      later,
    ]);
  });

  it('are none when a later one is filed', async () => {
    await expect(
      newerClaims([claimed('9', shop)], filed(claim(project, null, '11'))),
    ).resolves.toEqual([]);
  });
});
