import Button from '@mui/material/Button';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { gateOutputPath } from '@quarterdeck/plugin-security-common';
import { Icon, useToast } from '@quarterdeck/plugin-portal-react';

const files = { markdown: 'gate.md', sarif: 'gate.sarif' };

/** The decision as a comment of a pull request, or as SARIF. */
export function GateOutput({ id }: { id: string }) {
  const { fetch } = useApi(fetchApiRef);
  const toast = useToast();
  const save = async (format: keyof typeof files) => {
    const path = gateOutputPath.replace(':id', encodeURIComponent(id));
    const response = await fetch(`plugin://security${path}?format=${format}`);
    if (!response.ok) {
      toast({ text: `Not saved: the server answered ${response.status}.` });
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = files[format];
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      {(['markdown', 'sarif'] as const).map(format => (
        <Button
          key={format}
          color="inherit"
          startIcon={<Icon name="down" size={14} />}
          onClick={() => save(format)}
        >
          {format === 'sarif' ? 'SARIF' : 'Markdown'}
        </Button>
      ))}
    </>
  );
}
