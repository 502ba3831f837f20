// One format a line, in alphabetical order: a worker thread finds each by its name.
export { hadolintFormat } from './files/hadolintFormat';
