import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { formatCount, Icon, token } from '@quarterdeck/plugin-portal-react';
import { useReplayDelivery } from '../api/ingestChanges';
import { useMayDo } from '../api/useMayDo';

const outcomeWords = {
  accepted: 'Read, and accepted now',
  rejected: 'Still rejected',
  unchanged: 'Nothing changed',
  gone: 'The body is no longer kept; the sender must send it again',
};

/** Has one stored delivery read again and says what came of it, where it is. */
export function ReplayButton(props: { receipt: string; primary?: boolean }) {
  const { receipt, primary } = props;
  const replay = useReplayDelivery();
  const may = useMayDo('replay');
  const result = replay.data;
  return (
    <>
      <span title={may.why}>
        <Button
          size="small"
          variant={primary ? 'contained' : 'outlined'}
          startIcon={<Icon name="retrain" size={14} />}
          disabled={!may.allowed || replay.isPending}
          onClick={() => replay.mutate(receipt)}
        >
          {replay.isPending ? 'Reading' : 'Read again'}
        </Button>
      </span>
      <Box
        role="status"
        sx={{ flexBasis: '100%', order: 9, fontSize: 12, lineHeight: '16px' }}
      >
        {replay.error && (
          <span style={{ color: token('state.error.text') }}>
            Could not read it again: {replay.error.message}
          </span>
        )}
        {result && (
          <>
            {outcomeWords[result.outcome]}
            {result.outcome === 'accepted' &&
              `: ${formatCount(result.events)} ${
                result.events === 1 ? 'event' : 'events'
              }`}
            {result.reason && `: ${result.reason}`}
          </>
        )}
      </Box>
    </>
  );
}
