export { PROBLEM_CONTENT_TYPE, type Problem, toProblem } from './problem';
export { ProblemFilter } from './problem.filter';
