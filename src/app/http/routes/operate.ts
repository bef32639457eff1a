/** The control room. */
import * as access from '../schemas/access.ts'
import * as operate from '../schemas/operate.ts'
import * as sources from '../schemas/sources.ts'
import { byId, type RouteDefinition } from './definition.ts'

export const operateRoutes = {
  getStatus: {
    method: 'get',
    path: '/api/status',
    scope: 'read',
    tag: 'Operate',
    summary: 'The state of the whole in a few counts',
    answer: operate.status,
  },
  listRuns: {
    method: 'get',
    path: '/api/runs',
    scope: 'read',
    tag: 'Operate',
    summary: 'Polls, newest first',
    query: sources.runQuery,
    answer: sources.runList,
  },
  getRun: {
    method: 'get',
    path: '/api/runs/{id}',
    scope: 'read',
    tag: 'Operate',
    summary: 'One poll, its chunks and its decisions',
    params: byId,
    answer: sources.runDetail,
    problems: [404],
  },
  listRejections: {
    method: 'get',
    path: '/api/rejections',
    scope: 'read',
    tag: 'Operate',
    summary: 'Entries that could not be stored',
    query: sources.rejectionQuery,
    answer: sources.rejectionList,
  },
  why: {
    method: 'get',
    path: '/api/why',
    scope: 'read',
    tag: 'Operate',
    summary: 'Every decision about one address or id',
    query: operate.whyQuery,
    answer: operate.why,
  },
  getCosts: {
    method: 'get',
    path: '/api/costs',
    scope: 'read',
    tag: 'Operate',
    summary: 'What was spent, by day, model, purpose and source',
    query: operate.costQuery,
    answer: operate.costs,
  },
  getOperate: {
    method: 'get',
    path: '/api/operate',
    scope: 'read',
    tag: 'Operate',
    summary: 'Series for charts',
    query: operate.operateQuery,
    answer: operate.operate,
  },
  getLive: {
    method: 'get',
    path: '/api/operate/live',
    scope: 'read',
    tag: 'Operate',
    summary: 'Slots against the pool, of this process, now',
    answer: operate.live,
  },
  listAudit: {
    method: 'get',
    path: '/api/audit',
    scope: 'admin',
    tag: 'Operate',
    summary: 'Who changed what, and who was refused',
    query: access.auditQuery,
    answer: access.auditList,
  },
} as const satisfies Record<string, RouteDefinition>
