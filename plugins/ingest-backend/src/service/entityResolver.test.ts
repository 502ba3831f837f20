import { createEntityResolver } from './entityResolver';

const annotated: Record<string, Record<string, string>> = {
  'component:default/shop': {
    'gitlab.com/project-slug': 'acme/shop',
    'gitlab.com/instance': 'Gitlab.Acme.Example',
  },
  'component:default/ledger': { 'gitlab.com/project-slug': 'acme/ledger' },
};

function resolver() {
  return createEntityResolver({
    source: {
      id: 'gitlab',
      kind: 'gitlab',
      title: 'GitLab',
      secrets: [],
      tokenSubjects: [],
      entities: 'all',
      eventTypes: [],
      mapping: [],
      limits: {
        perMinute: 1,
        bodyBytes: 1,
        burst: 1,
        decompressedBytes: 1,
        reportBytes: 1,
        decompressedReportBytes: 1,
        depth: 1,
      },
    },
    annotations: [
      {
        annotation: 'gitlab.com/project-slug',
        value: subject => subject.project,
        unless: [
          {
            annotation: 'gitlab.com/instance',
            value: subject => subject.instance,
          },
        ],
      },
    ],
    entities: {
      byAnnotation: (annotation, value) =>
        Object.keys(annotated).find(
          ref => annotated[ref][annotation] === value,
        ),
      get: ref => ({
        ref,
        kind: 'component',
        name: ref,
        annotations: annotated[ref],
      }),
    },
    claimedEntity: () => undefined,
  });
}

describe('an annotation that another one narrows', () => {
  it.each([
    ['acme/shop', 'gitlab.acme.example', 'component:default/shop'],
    ['acme/shop', 'gitlab.com', undefined],
    ['acme/ledger', 'gitlab.com', 'component:default/ledger'],
  ])('%s at %s is %s', (project, instance, entityRef) => {
    expect(resolver().resolve({ project, instance }).entityRef).toBe(entityRef);
  });
});
