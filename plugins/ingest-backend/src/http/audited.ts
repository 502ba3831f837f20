import { Request } from 'express';
import { AuditorService } from '@backstage/backend-plugin-api';

/** Tells the auditor of a change: that it begins, and how it ended. */
export async function audited<T>(
  auditor: AuditorService,
  action: { id: string; target: string; actor: string; request: Request },
  work: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: action.id,
    request: action.request,
    severityLevel: 'medium',
    meta: { target: action.target, actor: action.actor },
  });
  try {
    const result = await work();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
