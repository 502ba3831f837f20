import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  CodeFrame,
  Icon,
  Muted,
  useToast,
} from '@quarterdeck/plugin-portal-react';

const Frame = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: '12px 16px 16px',
});
const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 8,
});

/** The line a pipeline fetches the list with. */
export function quarantineCurl(entityRef: string, origin: string): string {
  const [kind, rest = ''] = entityRef.split(':');
  return `curl -fsS -H "Authorization: Bearer $QUARTERDECK_TOKEN" \\\n  "${origin}/api/pipelines/v1/entities/${kind}/${rest}/quarantine?format=lines"`;
}

/** How a pipeline knows what to skip: one line to copy. */
export function QuarantineCurl({ entityRef }: { entityRef: string }) {
  const toast = useToast();
  const line = quarantineCurl(entityRef, window.location.origin);
  return (
    <Frame>
      <Head>
        <Muted>
          In your pipeline: lines of suite, tab and name; format=regex is one
          expression, format=json has reasons.
        </Muted>
        <Button
          size="small"
          startIcon={<Icon name="save" size={14} />}
          onClick={async () => {
            try {
              await navigator.clipboard.writeText(line);
              toast({ text: 'Copied.' });
            } catch {
              toast({
                text: 'The browser does not let pages copy: mark the line.',
              });
            }
          }}
        >
          Copy
        </Button>
      </Head>
      <CodeFrame
        label="The line for a pipeline"
        text={line}
        lineNumbers={false}
      />
    </Frame>
  );
}
