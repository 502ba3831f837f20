import Button from '@mui/material/Button';
import { useState } from 'react';
import {
  CodeFrame,
  Mono,
  Muted,
  SafeLink,
} from '@quarterdeck/plugin-portal-react';
import { hitLines, Place, placeText } from './place';

const shownAtFirst = 3;

/** Places of a finding with their lines of code; secrets are masked before they arrive. */
export function CodePlaces(props: {
  places: readonly Place[];
  /** The place itself is named elsewhere. */
  plain?: boolean;
}) {
  const { places, plain } = props;
  const [all, setAll] = useState(false);
  const shown = all ? places : places.slice(0, shownAtFirst);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      {shown.map((place, index) => (
        <div key={index}>
          {!plain && (
            <Mono style={{ overflowWrap: 'anywhere' }}>
              {place.link ? (
                <SafeLink href={place.link}>{placeText(place)}</SafeLink>
              ) : (
                placeText(place)
              )}
            </Mono>
          )}
          {!plain && place.name && place.path && (
            <Muted> in {place.name}</Muted>
          )}
          {place.snippet ? (
            <CodeFrame
              label={`Code of ${placeText(place)}`}
              text={place.snippet.replace(/\n$/, '')}
              from={place.startLine ?? undefined}
              highlight={hitLines(place)}
              lineNumbers={place.startLine !== null}
            />
          ) : (
            place.message && <div>{place.message}</div>
          )}
        </div>
      ))}
      {places.length > shown.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {places.length - shown.length} more places
        </Button>
      )}
    </div>
  );
}
