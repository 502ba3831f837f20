import { styled } from '@mui/material/styles';
import {
  RELATION_API_CONSUMED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  EntityChip,
  Facts,
  SafeLink,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { relatedTo, specText } from './entityText';

const List = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '2px 12px',
});

const chips = (refs: readonly string[]) =>
  refs.length > 0 && (
    <List>
      {refs.map(ref => (
        <EntityChip key={ref} entityRef={ref} />
      ))}
    </List>
  );

/** Whose it is, what it belongs to, what it needs and what needs it. */
export function AboutCard() {
  const { entity } = useEntity();
  const { tags = [], links = [] } = entity.metadata;
  const items = [
    { name: 'Owner', value: chips(relatedTo(entity, RELATION_OWNED_BY)) },
    { name: 'Part of', value: chips(relatedTo(entity, RELATION_PART_OF)) },
    { name: 'Kind', value: specText(entity, 'type') ?? entity.kind },
    { name: 'Lifecycle', value: specText(entity, 'lifecycle') },
    {
      name: 'Needs',
      value: chips(
        relatedTo(entity, RELATION_DEPENDS_ON, RELATION_CONSUMES_API),
      ),
    },
    {
      name: 'Needed by',
      value: chips(
        relatedTo(entity, RELATION_DEPENDENCY_OF, RELATION_API_CONSUMED_BY),
      ),
    },
    {
      name: 'Provides',
      value: chips(relatedTo(entity, RELATION_PROVIDES_API)),
    },
    {
      name: 'Tags',
      value: tags.length > 0 && (
        <List>
          {tags.map(tag => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </List>
      ),
    },
    {
      name: 'Links',
      value: links.length > 0 && (
        <List>
          {links.map(link => (
            <SafeLink key={link.url} href={link.url}>
              {link.title ?? link.url}
            </SafeLink>
          ))}
        </List>
      ),
    },
  ];
  return (
    <Card title="About">
      <Facts items={items.filter(item => item.value)} />
    </Card>
  );
}
