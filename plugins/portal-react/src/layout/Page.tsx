import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { token } from '../theme/tokens';

const Main = styled('div')({
  padding: '16px 24px 24px',
  maxWidth: 1760,
  minWidth: 0,
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  fontVariantNumeric: 'tabular-nums',
  color: token('text.primary'),
  '@media (max-width: 1279px)': { padding: 16 },
  '@media (max-width: 719px)': { padding: 12 },
});

/** The body of a page: fluid to 1760, parts apart by gaps. */
export function Page(props: { children: ReactNode }) {
  return <Main>{props.children}</Main>;
}

const Head = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 12px',
  minHeight: 32,
  '& h1': {
    font: 'inherit',
    fontSize: 20,
    lineHeight: '28px',
    fontWeight: 600,
    letterSpacing: '-0.2px',
    margin: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
});
const Sentence = styled('span')({
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
});
const Actions = styled('div')({
  marginLeft: 'auto',
  display: 'flex',
  gap: 8,
  alignItems: 'center',
});
const Facts = styled('div')({
  flexBasis: '100%',
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 12px',
  alignItems: 'center',
  fontSize: 12,
  lineHeight: '20px',
  color: token('text.secondary'),
});

/**
 * Title, state, one muted sentence, and at most one primary action. `facts`
 * stand on one small line below.
 */
export function PageHead(props: {
  title: string;
  chip?: ReactNode;
  sentence?: ReactNode;
  actions?: ReactNode;
  facts?: ReactNode;
}) {
  return (
    <Head>
      {props.chip}
      <h1>{props.title}</h1>
      {props.sentence && <Sentence>{props.sentence}</Sentence>}
      {props.actions && <Actions>{props.actions}</Actions>}
      {props.facts && <Facts>{props.facts}</Facts>}
    </Head>
  );
}
