import { useMutation } from '@tanstack/react-query';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  PreviewAnswer,
  previewAnswerSchema,
} from '@quarterdeck/plugin-ingest-common';
import { readErrorAnswer } from '@quarterdeck/plugin-portal-common';
import { PreviewRequest } from '../components/previewRequest';

/**
 * Sends a request to a preview door, with the headers a sender would use. Not
 * part of the typed client, since the body is raw.
 */
export function usePreview() {
  const fetchApi = useApi(fetchApiRef);
  return useMutation({
    mutationFn: async (
      request: Extract<PreviewRequest, { ok: true }>,
    ): Promise<PreviewAnswer> => {
      const response = await fetchApi.fetch(`plugin://ingest${request.path}`, {
        method: 'POST',
        headers: request.headers,
        body: request.body,
      });
      if (!response.ok) throw await readErrorAnswer(response);
      return previewAnswerSchema.parse(await response.json());
    },
  });
}
