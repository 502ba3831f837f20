import Button from '@mui/material/Button';
import {
  ANNOTATION_SOURCE_LOCATION,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  useAsyncEntity,
  useStarredEntity,
} from '@backstage/plugin-catalog-react';
import { EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Entity } from '@backstage/catalog-model';
import {
  EntityChip,
  Icon,
  isSafeHref,
  Page,
  PageHead,
  Row,
  SafeLink,
  Tabs,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { entityName, relatedTo, specText } from './entityText';
import { useTabItems } from './useTabItems';

function Follow({ entity }: { entity: Entity }) {
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(entity);
  return (
    <Button
      variant="outlined"
      startIcon={<Icon name="eye" size={14} />}
      aria-pressed={isStarredEntity}
      onClick={toggleStarredEntity}
    >
      {isStarredEntity ? 'Following' : 'Follow'}
    </Button>
  );
}

/** `https://host/owner/name` of the source, and `owner/name` to show. */
function sourceOf(entity: Entity): { href: string; text: string } | undefined {
  const location =
    entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ?? '';
  const slug = entity.metadata.annotations?.['github.com/project-slug'];
  const href = location.startsWith('url:')
    ? location.slice('url:'.length)
    : slug && `https://github.com/${slug}`;
  if (!isSafeHref(href)) return undefined;
  const [owner, name] = new URL(href).pathname.split('/').filter(Boolean);
  return { href, text: slug ?? (name ? `${owner}/${name}` : href) };
}

/** Name, tags, one sentence, owner, repository, system, tabs. */
export function EntityHeader(props: EntityHeaderLayoutProps) {
  const { entity } = useAsyncEntity();
  const { items, base } = useTabItems(props);
  if (!entity) return <Page>{null}</Page>;
  const name = entityName(entity);
  const source = sourceOf(entity);
  const tags = [
    specText(entity, 'type') ?? entity.kind,
    specText(entity, 'lifecycle'),
  ];
  return (
    <BreadcrumbEntry entry={{ label: name, href: base }}>
      <Page>
        <PageHead
          title={name}
          sentence={
            <Row>
              {tags.map(tag => tag && <Tag key={tag}>{tag}</Tag>)}
              {entity.metadata.description}
            </Row>
          }
          actions={<Follow entity={entity} />}
          facts={
            <>
              {relatedTo(entity, RELATION_OWNED_BY, RELATION_PART_OF).map(
                ref => (
                  <EntityChip key={ref} entityRef={ref} />
                ),
              )}
              {source && (
                <Row>
                  <Icon name="branch" size={13} />
                  <SafeLink href={source.href}>{source.text}</SafeLink>
                </Row>
              )}
            </>
          }
        />
        <Tabs label={name} items={items} />
      </Page>
    </BreadcrumbEntry>
  );
}
