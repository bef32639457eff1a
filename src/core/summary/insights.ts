/** What a reader could ask next; bought by itself, from the same article, under the same rules. */
import { type Outcome, ok } from '../failure.ts'
import { malformed } from './answer.ts'
import { languageProblem } from './answer-language.ts'
import { caps, type Insights, insightsSchema, sizes } from './contract.ts'
import { type Fields, field, fieldsOf, names, objects, share, text, texts } from './fields.ts'
import { type Context, type Reader, type Repaired, readerOf, unwrapped } from './reader.ts'

/** Total, like `toSummary`: insights that `insightsSchema` accepts, or a `malformed` failure. */
export function toInsights(value: unknown, context: Context): Outcome<Repaired<Insights>> {
  const reader = readerOf(context)
  const insights = insightsFrom(fieldsOf(unwrapped(value, known)), reader)
  if (insights === null) return malformed('The model’s answer holds no insights.')
  const problem = languageProblem(
    [insights.topic_overview, ...insights.new_facts.map(({ fact }) => fact)].join(' '),
    context.answerLanguage,
  )
  if (problem !== null) return malformed(problem)
  const valid = insightsSchema.safeParse(insights)
  return valid.success
    ? ok({ content: valid.data, dropped: reader.dropped })
    : malformed('The model’s answer could not be made insights.')
}

/** Null when nothing of it says anything. */
export function insightsFrom(fields: Fields, { clean }: Reader): Insights | null {
  const list = (...from: string[]) => texts(field(fields, ...from), caps.question, sizes.questions, clean)
  const insights = {
    topic_overview: text(field(fields, 'topicoverview', 'overview', 'background'), caps.summary1000, clean),
    new_facts: objects(field(fields, 'newfacts', 'facts'))
      .map(item => ({
        fact: text(field(item, 'fact', 'statement', 'text', ''), caps.idea, clean),
        why_it_matters: text(field(item, 'whyitmatters', 'why', 'significance', 'importance'), caps.idea, clean),
        source_hint: text(field(item, 'sourcehint', 'source', 'hint'), caps.question, clean),
        confidence: share(field(item, 'confidence')),
      }))
      .filter(({ fact }) => fact !== '')
      .slice(0, sizes.facts),
    open_questions: list('openquestions', 'questions'),
    suggested_sources: list('suggestedsources', 'sources'),
    expansion_topics: names(field(fields, 'expansiontopics', 'relatedtopics'), caps.name, sizes.questions, clean),
    next_exploration: list('nextexploration', 'nextsteps', 'next'),
    caution: text(field(fields, 'caution', 'cautions', 'caveats', 'warning'), caps.answer, clean),
  }
  const says = insights.topic_overview !== '' || insights.new_facts.length > 0 || insights.open_questions.length > 0
  return says ? insights : null
}

const known: ReadonlySet<string> = new Set([
  'topicoverview',
  'overview',
  'background',
  'newfacts',
  'facts',
  'openquestions',
])
