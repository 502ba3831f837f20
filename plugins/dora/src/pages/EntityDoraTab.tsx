import { styled } from '@mui/material/styles';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Row, TimeRange } from '@quarterdeck/plugin-portal-react';
import { DoraBody } from '../components/DoraBody';
import { defaultFrom, timePresets, useDoraView } from '../view/useDoraView';
import { rangeWords } from '../view/scopeSentence';
import { ViewTools } from '../view/ViewTools';

// The entity's page has the padding.
const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minWidth: 0,
  fontVariantNumeric: 'tabular-nums',
});

/** The five metrics of one entity: a component, or all that a system, domain or team has. */
export function EntityDoraTab() {
  const { entity } = useEntity();
  const view = useDoraView(
    stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
  );
  return (
    <Stack>
      <Row style={{ flexWrap: 'wrap', justifyContent: 'flex-end' }}>
        <TimeRange
          url={view.url}
          fallback={defaultFrom}
          presets={timePresets}
          ownLabel={rangeWords(view.from, view.to)}
        />
        <ViewTools view={view} />
      </Row>
      <DoraBody view={view} services={entity.kind !== 'Component'} />
    </Stack>
  );
}
