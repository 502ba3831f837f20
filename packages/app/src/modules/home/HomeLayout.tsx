import { styled } from '@mui/material/styles';
import { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import {
  EmptyState,
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  TextLink,
  token,
  TwoColumn,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { arrangeWidgets } from './arrangeWidgets';

/** Backstage wraps a widget in a card of its own; this makes it ours. */
const Widget = styled('section')({
  minWidth: 0,
  // One that has nothing for this person takes no place.
  '&:empty': { display: 'none' },
  '& > .MuiPaper-root, & > div > .MuiPaper-root': {
    border: `1px solid ${token('border.base')}`,
    borderRadius: 8,
    boxShadow: 'none',
    height: 'auto',
  },
});

/** Date, then the widgets: wide ones in the middle, narrow ones in the rail. */
export function HomeLayout({ widgets }: HomePageLayoutProps) {
  const now = useNow();
  const { main, rail } = arrangeWidgets(widgets);
  const weekday = now.toLocaleDateString('en-GB', { weekday: 'long' });
  const day = now.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
  });
  const show = (list: typeof main) =>
    list.map(widget => (
      <Widget key={widget.node.spec.id}>{widget.component}</Widget>
    ));
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead title={`${weekday}, ${day}`} />
      {main.length === 0 && (
        <EmptyState
          icon="home"
          title="Nothing here yet"
          reason="Widgets come with the areas that are installed."
          action={<TextLink to="/catalog">Open the catalog</TextLink>}
        />
      )}
      {rail.length > 0 ? (
        <TwoColumn main={show(main)} rail={show(rail)} />
      ) : (
        show(main)
      )}
    </Page>
  );
}
