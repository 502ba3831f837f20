import { styled } from '@mui/material/styles';
import { Mono, Muted, Tag, token } from '@quarterdeck/plugin-portal-react';
import { Place, placeText } from './place';

const Steps = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    position: 'relative',
    padding: '0 0 10px 20px',
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
  '& li::before': {
    content: '""',
    position: 'absolute',
    left: 2,
    top: 6,
    width: 8,
    height: 8,
    borderRadius: '50%',
    background: token('border.control'),
  },
  '& li:not(:last-of-type)::after': {
    content: '""',
    position: 'absolute',
    left: 5,
    top: 18,
    bottom: -2,
    borderLeft: `1px solid ${token('border.base')}`,
  },
});

/** How a value gets from its source to where it does harm. */
export function FlowSteps({ steps }: { steps: readonly Place[] }) {
  const end = (index: number) => {
    if (index === 0) return 'source';
    return index === steps.length - 1 ? 'sink' : undefined;
  };
  return (
    <Steps>
      {steps.map((step, index) => {
        const text = step.snippet?.trim() || step.message || step.name;
        return (
          <li key={index}>
            {text && <Mono>{text.split('\n')[0]} </Mono>}
            {end(index) && <Tag>{end(index)}</Tag>}
            <div>
              <Muted>{placeText(step)}</Muted>
            </div>
          </li>
        );
      })}
    </Steps>
  );
}
