import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { Link } from 'react-router-dom';
import { DeliveryDetail } from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Facts,
  formatBytes,
  formatCount,
  formatDay,
  Icon,
  Mono,
  QueryStates,
  RelativeTime,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useDelivery } from '../api/ingestQueries';
import { DeliveryExcerpt } from './DeliveryExcerpt';
import { deliveryWord, shortReceipt, splitReason } from './deliveryWords';
import { ReplayButton } from './ReplayButton';

/** Why a delivery was rejected: in words, in its own lines, and what to do. */
export function RejectPanel(props: {
  receipt: string;
  /** Deliveries with this cause. */
  same?: number;
  onClose: () => void;
}) {
  const delivery = useDelivery(props.receipt);
  return (
    <Card>
      <QueryStates query={delivery} what="the rejected delivery">
        {detail => (
          <Reject detail={detail} same={props.same} onClose={props.onClose} />
        )}
      </QueryStates>
    </Card>
  );
}

function Reject(props: {
  detail: DeliveryDetail;
  same?: number;
  onClose: () => void;
}) {
  const { detail, same, onClose } = props;
  const { title, rest } = splitReason(detail.reason ?? 'No reason was kept.');
  const open = `/ingest/deliveries?open=${detail.receipt}`;
  return (
    <Box
      onKeyDown={event => {
        if (event.key === 'Escape') onClose();
      }}
      sx={{
        pt: 2,
        fontSize: 13,
        lineHeight: '20px',
        display: 'grid',
        gap: 2,
        '& h3': { fontSize: 14, lineHeight: '20px', m: 0, fontWeight: 600 },
        '& h3, & p': { overflowWrap: 'anywhere' },
        '& p': { m: 0, color: token('text.secondary') },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <StatusChip {...deliveryWord(detail)} variant="soft" />
        <Mono
          title={detail.receipt}
          sx={{ color: token('text.secondary'), flex: 1 }}
        >
          {shortReceipt(detail.receipt)}
        </Mono>
        <IconButton
          size="small"
          aria-label="Close the detail"
          onClick={onClose}
        >
          <Icon name="x" size={14} />
        </IconButton>
      </Box>
      <h3>{title}</h3>
      {rest && <p>{rest}</p>}
      {detail.reasonPath && (
        <p>
          At <Mono>{detail.reasonPath}</Mono>
        </p>
      )}
      <DeliveryExcerpt receipt={detail.receipt} path={detail.reasonPath} />
      <Facts
        items={[
          { name: 'Check', value: detail.check },
          { name: 'Size', value: sizeText(detail) },
          { name: 'Tries', value: <TriesText detail={detail} /> },
          ...(same && same > 1
            ? [{ name: 'Same', value: `${formatCount(same)} with this cause` }]
            : []),
          {
            name: 'Kept',
            value: `until ${formatDay(
              new Date(detail.keptUntil),
              new Date(),
            )}, secrets masked`,
          },
        ]}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mt: 1, rowGap: 2 }}>
        <ReplayButton receipt={detail.receipt} primary />
        <Button
          size="small"
          variant="outlined"
          component={Link}
          to={`/ingest?source=${encodeURIComponent(detail.source)}`}
        >
          How to send it
        </Button>
        <Button
          size="small"
          color="inherit"
          startIcon={<Icon name="eye" size={14} />}
          component={Link}
          to={`${open}&part=body`}
        >
          Raw body
        </Button>
      </Box>
    </Box>
  );
}

/** `184 kB, not compressed`. */
export function sizeText(detail: DeliveryDetail): string {
  return `${formatBytes(detail.bytes)}, ${
    detail.contentEncoding ?? 'not compressed'
  }`;
}

/** How often it was read, and since when. */
export function TriesText({ detail }: { detail: DeliveryDetail }) {
  return (
    <>
      {formatCount(detail.tries)}
      {detail.repeats > 0 && `, sent ${formatCount(detail.repeats + 1)} times`},
      first <RelativeTime at={detail.attempts[0]?.at ?? detail.receivedAt} />
    </>
  );
}
