import express from 'express';
import request from 'supertest';
import { createMetricsHandler } from './metricsHandler';

const app = (token: string | undefined) =>
  express().get('/metrics', createMetricsHandler({ token }));

describe('GET /metrics', () => {
  it('answers this machine when no token is set', async () => {
    const response = await request(app(undefined)).get('/metrics').expect(200);
    expect(response.text).toContain('process_cpu_seconds_total');
    expect(response.text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('wants the token when one is set', async () => {
    await request(app('secret')).get('/metrics').expect(401);
    await request(app('secret'))
      .get('/metrics')
      .set('authorization', 'Bearer wrong!')
      .expect(401);
    await request(app('secret'))
      .get('/metrics')
      .set('authorization', 'Bearer secret')
      .expect(200);
  });
});
