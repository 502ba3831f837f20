import {
  DeliveryHeaders,
  VerifyOutcome,
} from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';
import { standardWebhook } from '../standardWebhook';
import { tokenHeader } from '../tokenHeader';

/**
 * Checks GitLab's signing token (`webhook-signature`, in the form of Standard
 * Webhooks) or, where it does not sign, its secret token (`X-Gitlab-Token`).
 * A signature decides where there is one: a token beside it does not mend it.
 */
export function gitlabSignature(input: {
  headers: DeliveryHeaders;
  body: Buffer;
  secrets: readonly string[];
  now: Date;
}): VerifyOutcome {
  const signed = standardWebhook(input);
  if (signed) return signed;
  const given = headerValue(input.headers, 'x-gitlab-token');
  if (!given) {
    return {
      outcome: 'missing',
      message:
        "This delivery is neither signed nor does it carry a token. Set the secret of this source as secret token or signing token in the webhook's settings on GitLab.",
    };
  }
  // Only GitLab's header: what a proxy adds as Authorization is not GitLab's word.
  return tokenHeader(
    { headers: { 'x-gitlab-token': given }, secrets: input.secrets },
    'x-gitlab-token',
  );
}
