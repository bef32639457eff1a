/** Looks for feeds once a pasted link stands still; an answer about an older text is dropped. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Discovery } from '../../src/app/http/schemas/sources.ts'
import { Refused, wordsOf } from '../api/problem.ts'
import { discover } from '../api/sources.ts'

export type Discovering = Readonly<{
  state: 'idle' | 'looking' | 'found' | 'refused'
  found: Discovery | null
  /** Why it could not be looked at. */
  words: string
  canWatch: boolean
  look: () => void
}>

const pauseMs = 500
const looksLikeLink = /^https?:\/\/[^\s/]+\.[^\s]+$/i

export function useDiscovery(text: string): Discovering {
  const [state, setState] = useState<Omit<Discovering, 'look'>>(idle)
  const turn = useRef(0)
  const look = async () => {
    const link = text.trim()
    if (link === '') return
    turn.current += 1
    const mine = turn.current
    setState({ ...idle, state: 'looking' })
    const answer = await ask(link)
    if (mine === turn.current) setState(answer)
  }
  const lookLater = useEffectEvent(() => void look())
  useEffect(() => {
    turn.current += 1
    setState(idle)
    if (!looksLikeLink.test(text.trim())) return
    const timer = setTimeout(lookLater, pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return { ...state, look: () => void look() }
}

const idle = { state: 'idle', found: null, words: '', canWatch: false } as const

async function ask(link: string): Promise<Omit<Discovering, 'look'>> {
  try {
    const found = await discover(/^[a-z]+:/i.test(link) ? link : `https://${link}`)
    return { state: 'found', found, words: '', canWatch: found.canWatch }
  } catch (error) {
    const canWatch = error instanceof Refused && error.problem?.canWatch === true
    return { state: 'refused', found: null, words: wordsOf(error), canWatch }
  }
}
