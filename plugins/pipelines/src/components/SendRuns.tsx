import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { CodeFrame, NotSetUp } from '@quarterdeck/plugin-portal-react';

/** What to do so that an entity's runs arrive. */
export function SendRuns({ entityName }: { entityName: string }) {
  return (
    <>
      <NotSetUp
        title="No run of this component has arrived"
        reason="Name its repository in the catalog file, and let the CI system send its webhooks."
        action={
          <Button variant="contained" component={Link} to="/ingest?panel=add">
            Add a source
          </Button>
        }
      />
      <CodeFrame
        label="Annotation for the catalog file"
        lineNumbers={false}
        text={`metadata:\n  name: ${entityName}\n  annotations:\n    github.com/project-slug: <owner>/<repository>`}
      />
    </>
  );
}
