import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import { refName } from './gateWords';

/** The page of a gate. */
export const gateHref = (id: string): string =>
  `/gates/${encodeURIComponent(id)}`;

/** `shop 4be1c0d to production` */
export const gateTitle = (request: GateRequest): string =>
  `${refName(request.entityRef)} ${request.commit.slice(0, 7)} to ${
    request.environment
  }`;
