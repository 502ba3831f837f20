import { z } from 'zod';
import {
  Contract,
  errorAnswerSchema,
  RouteContract,
} from '@quarterdeck/plugin-portal-common';

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return rest;
};

const parameters = (schema: z.ZodType, where: 'path' | 'query'): Json[] => {
  const object = jsonSchema(schema, 'input');
  const properties = (object.properties ?? {}) as Record<string, Json>;
  const required = (object.required ?? []) as string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
};

const operation = (name: string, route: RouteContract): Json => {
  const body = jsonSchema(route.body, 'input');
  const hasBody = Object.keys((body.properties ?? {}) as Json).length > 0;
  return {
    operationId: name,
    summary: route.summary,
    'x-permission': route.permission.name,
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
    ],
    ...(hasBody && {
      requestBody: { content: { 'application/json': { schema: body } } },
    }),
    responses: {
      200: {
        description: 'Done',
        content: {
          'application/json': { schema: jsonSchema(route.response, 'output') },
        },
      },
      default: {
        description: 'What went wrong and what to change',
        content: {
          'application/json': {
            schema: jsonSchema(errorAnswerSchema, 'output'),
          },
        },
      },
    },
  };
};

/** The contract as an OpenAPI 3.1 document. */
export function createOpenApiDocument(contract: Contract, title: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(contract)) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operation(name, route),
    };
  }
  return { openapi: '3.1.0', info: { title, version: '1' }, paths };
}
