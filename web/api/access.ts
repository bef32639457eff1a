/** Who is at the browser, and what the server is set to. */
import { useQuery } from '@tanstack/react-query'
import type { ImportJob } from '../../src/app/http/schemas/access.ts'
import { answerOf, api } from './client.ts'
import { queryClient } from './query-client.ts'

export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: ({ signal }) => answerOf(api.GET('/api/session', { signal })) })
}

export function useServerSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/settings', { signal })),
  })
}

export function useKeys(isAllowed: boolean) {
  return useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/keys', { signal })),
    enabled: isAllowed,
    retry: false,
  })
}

export async function logIn(password: string, next: string): Promise<string> {
  const { next: where } = await answerOf(api.POST('/api/session', { body: { password, next } }))
  queryClient.clear()
  return where
}

export async function logOut(): Promise<void> {
  await answerOf(api.DELETE('/api/session'))
  queryClient.clear()
}

export async function switchDemo(on: boolean): Promise<void> {
  await answerOf(api.POST('/api/demo', { body: { on } }))
}

export async function startImport(opml: string): Promise<ImportJob> {
  return await answerOf(
    api.POST('/api/imports', { body: opml, bodySerializer: text => text, headers: { 'content-type': 'text/x-opml' } }),
  )
}

export async function lookAtImport(id: string): Promise<ImportJob> {
  return await answerOf(api.GET('/api/imports/{id}', { params: { path: { id } } }))
}
