import { styled } from '@mui/material/styles';
import { ReactNode, useRef } from 'react';
import { useMatch } from 'react-router-dom';
import {
  KnownPeopleProvider,
  token,
  tokens,
} from '@quarterdeck/plugin-portal-react';
import { useCatalogPeople } from './useCatalogPeople';
import { useScrollPlace } from './useScrollPlace';

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr)',
  gridTemplateRows: `${tokens.layout.header}px minmax(0, 1fr)`,
  gridTemplateAreas: '"nav head" "nav page"',
  height: '100vh',
  color: token('text.primary'),
  background: token('surface.canvas'),
  [`@media (max-width: ${tokens.breakpoint.tablet - 1}px)`]: {
    gridTemplateRows: `${tokens.layout.header}px minmax(0, 1fr) ${tokens.layout.bottomBar}px`,
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateAreas: '"head" "page" "nav"',
  },
});
const Content = styled('div')({
  gridArea: 'page',
  overflow: 'auto',
  // Anchors and Backstage's own sticky parts count from here.
  position: 'relative',
  '& > main:focus': { outline: 'none' },
});
const SkipLink = styled('a')({
  position: 'absolute',
  left: 8,
  top: -48,
  zIndex: tokens.zIndex.toast,
  padding: '8px 12px',
  borderRadius: 6,
  background: token('accent.base'),
  color: token('text.onAccent'),
  '&:focus': { top: 8 },
});

/** Sidebar, header and the page beside and below them. */
export function Shell(props: { navigation: ReactNode; children: ReactNode }) {
  const people = useCatalogPeople();
  const content = useRef<HTMLDivElement>(null);
  useScrollPlace(content);
  // Backstage's entity page brings a `main` of its own.
  const entityPage = useMatch('/catalog/:namespace/:kind/:name/*');
  const Landmark = entityPage ? 'div' : 'main';
  return (
    <Frame>
      <SkipLink href="#content">Go to the page</SkipLink>
      {props.navigation}
      <Content ref={content}>
        <Landmark id="content" tabIndex={-1}>
          <KnownPeopleProvider people={people}>
            {props.children}
          </KnownPeopleProvider>
        </Landmark>
      </Content>
    </Frame>
  );
}
