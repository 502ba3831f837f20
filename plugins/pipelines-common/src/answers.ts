/** What the routes of pipelines answer with, a file per family. */
export * from './answers/factAnswers';
export * from './answers/jobAnswers';
export * from './answers/runAnswers';
export * from './answers/shared';
