import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { Entity } from '@backstage/catalog-model';
import { CodeFrame, Mono, NotSetUp } from '@quarterdeck/plugin-portal-react';

const annotation = 'github.com/project-slug';

/** What to do so that an entity's runs arrive. */
export function SendRuns({ entity }: { entity: Entity }) {
  const { name, annotations } = entity.metadata;
  const slug = annotations?.[annotation];
  return (
    <>
      <NotSetUp
        title="No run of this component has arrived"
        reason={
          slug ? (
            <>
              It names the repository <Mono>{slug}</Mono>. Let that repository
              send its webhooks; runs appear here as they happen.
            </>
          ) : (
            'Name its repository in the catalog file, and let the CI system send its webhooks.'
          )
        }
        action={
          <Button variant="contained" component={Link} to="/ingest?panel=add">
            Add a source
          </Button>
        }
      />
      {!slug && (
        <CodeFrame
          label="Annotation for the catalog file"
          lineNumbers={false}
          text={`metadata:\n  name: ${name}\n  annotations:\n    ${annotation}: <owner>/<repository>`}
        />
      )}
    </>
  );
}
