/** Why a text is worth little: told from how it is made and what it asks of the reader, never from what it is about. */
import { isBlank } from './text.ts'

export type LowValue =
  | 'empty'
  | 'error page'
  | 'cookie wall'
  | 'login wall'
  | 'paywall'
  | 'repeated words'
  | 'shorter than 120 characters'

/** A character of Chinese, Japanese or Korean says as much as three of others, and counts so. */
const shortestArticle = 120

/**
 * Why, or null where the text is fine. @param free False when the publisher says that the text is for subscribers. Looks at
 * the first 20,000 characters.
 */
export function lowValue(text: string, { free = null }: Readonly<{ free?: boolean | null }> = {}): LowValue | null {
  if (isBlank(text)) return 'empty'
  const start = text.slice(0, 20_000)
  const length = lengthOf(start)
  const sentences = sentencesOf(start)
  if (length < 600 && sentences.slice(0, 3).some(sentence => sentence.length < 80 && errorWords.test(sentence))) {
    return 'error page'
  }
  if (length < 4_000 && isMostly(cookieWords, sentences)) return 'cookie wall'
  if (length < 1_500 && isMostly(loginWords, sentences)) return 'login wall'
  if (length < 3_000 && (free === false || asksForMoney(sentences, length))) return 'paywall'
  if (isRepetitive(start)) return 'repeated words'
  return length < shortestArticle ? 'shorter than 120 characters' : null
}

function lengthOf(text: string): number {
  return text.trim().length + 2 * (text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0)
}

/** Roughly: lines, and what ends in a full stop; a button is a line of its own. */
function sentencesOf(text: string): string[] {
  return text
    .split(/[\n。！？]|[.!?؟।](?=\s)/u)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
    .slice(0, 300)
}

/** Said to the reader in at least two places and in a third of the text: an article about the matter speaks of others. */
function isMostly(pattern: RegExp, sentences: readonly string[]): boolean {
  const asking = sentences.filter(sentence => pattern.test(sentence))
  const share = sum(asking) / Math.max(1, sum(sentences))
  return share >= 0.3 && (asking.length >= 2 || share >= 0.8)
}

/** The teaser ends, and the last words are for sale; or so short a text can be nothing but the offer. */
function asksForMoney(sentences: readonly string[], length: number): boolean {
  if (length >= 2_000) return false
  return sentences.slice(-4).some(sentence => sentence.length < 250 && payWords.test(sentence))
}

function sum(sentences: readonly string[]): number {
  return sentences.reduce((total, { length }) => total + length, 0)
}

/** Few different words, or the same lines over and over. */
function isRepetitive(text: string): boolean {
  const words =
    text
      .slice(0, 5_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  // Without spaces a "word" is a sentence, which only a machine repeats.
  if (words.length >= 20 && new Set(words).size / words.length < (words.length < 100 ? 0.2 : 0.12)) return true
  const lines = text.split('\n').filter(line => line.length > 10)
  return lines.length >= 10 && new Set(lines).size / lines.length < 0.3
}

const any = (phrases: string) =>
  new RegExp(
    phrases
      .trim()
      .split(/\s*\n\s*/)
      .join('|'),
    'iu',
  )

const errorWords = any(`
  ^(?:error\\s*)?(?:404|403|410|500|502|503)(?:\\s*[-–—:|]|\\s*error|$)
  ^(?:http )?error (?:404|403|500|502|503)
  (?:page|file|article|story|content) (?:(?:was|is|could|can|you)\\s){0,2}(?:not |n['’]t )(?:be )?(?:found|available|exist)
  page (?:not found|does not exist|doesn['’]t exist|no longer exists|you (?:requested|are looking for|were looking for))
  (?:access denied|403 forbidden|bad gateway|service unavailable|internal server error|attention required|just a moment)
  (?:checking|verifying) (?:your browser|you are (?:a )?human)|please enable (?:javascript|js|cookies)|are you a robot
  (?:seite|artikel) (?:wurde )?(?:leider )?nicht gefunden|(?:seite|artikel) existiert nicht
  page (?:introuvable|non trouvée)|cette page n['’]existe (?:pas|plus)
  página no (?:encontrada|existe)|página não (?:encontrada|existe)|pagina non trovata|pagina niet gevonden
  sidan (?:hittades inte|kunde inte hittas)|siden (?:ble |blev )?ikke (?:funnet|fundet)|nie znaleziono strony|strona nie istnieje
  страница не найдена|сторінку не знайдено|sayfa bulunamadı|stránka nenalezena
  ページが見つかりません|页面(?:不存在|未找到)|找不到(?:该|您|此)?.{0,4}页面|페이지를 찾을 수 없습니다|الصفحة غير موجودة
`)

const cookieWords = any(`
  \\b(?:we|our (?:site|website|partners)|this (?:site|website)|and our \\d* ?partners)\\b.{0,80}\\b(?:use|uses|using|store|stores)\\b.{0,40}\\bcookies
  (?:accept|reject|allow|decline|manage) (?:all|cookies|preferences|settings|choices|necessary)|cookie (?:settings|preferences|policy|consent)
  by (?:continuing|clicking|using this site).{0,80}(?:you|agree|accept|consent)|your (?:privacy choices|consent|privacy)|withdraw (?:your )?consent|legitimate interest
  (?:wir|unsere partner|diese (?:web)?seite|und unsere).{0,80}(?:verwenden|nutzen|setzen|verwendet|nutzt|speichern).{0,60}cookies|cookies.{0,40}(?:verwenden wir|zustimmen|akzeptieren|ablehnen)
  (?:alle|alles) (?:akzeptieren|ablehnen|cookies)|(?:ihre|deine) (?:einwilligung|zustimmung|privatsphäre)|cookie-einstellungen|berechtigtes interesse
  (?:nous|notre site|nos partenaires|ce site).{0,80}(?:utilis|dépos|stock).{0,60}cookies|tout (?:accepter|refuser)|(?:accepter|paramétrer|gérer) (?:les |mes |vos )?cookies|votre (?:consentement|vie privée)
  (?:utilizamos|usamos|este sitio|nuestros socios|utiliza).{0,80}cookies|aceptar (?:todo|todas|cookies|y)|rechazar (?:todo|todas)|(?:tu|su) (?:consentimiento|privacidad)
  (?:utilizamos|usamos|este site).{0,80}cookies|aceitar (?:todos|todas|cookies)|(?:seu|o seu) consentimento
  (?:utilizziamo|usiamo|questo sito|utilizza).{0,80}cookie|accetta (?:tutti|tutto|i cookie)|rifiuta (?:tutti|tutto)|(?:il tuo|vostro) consenso
  (?:wij|we|deze (?:web)?site).{0,60}(?:gebruik|plaats).{0,40}cookies|(?:alle )?cookies (?:accepteren|toestaan|weigeren)|(?:alles )?accepteren|uw toestemming
  (?:vi|webbplatsen|siden).{0,60}(?:använder|bruker|bruger).{0,40}(?:cookies|kakor|informasjonskapsler)|(?:acceptera|godkänn|godta|accepter) alla?e?
  (?:używamy|używa|stosujemy|wykorzystujemy).{0,60}(?:cookies|ciasteczek)|(?:akceptuj|zaakceptuj|odrzuć) (?:wszystk|wszystkie)
  мы используем.{0,60}cookie|сайт использует.{0,60}cookie|принять все|クッキーを使用|cookieを使用|すべて(?:受け入れる|許可)|我们使用.{0,20}cookie|接受(?:所有|全部)|çerez(?:leri)? kullan
`)

const loginWords = any(`
  (?:please |you must |you need to |you have to )?(?:log|sign) ?in (?:to|with|or|here)|^(?:log|sign) ?in$|must be (?:logged|signed) in|(?:log|sign) in (?:to your account|required)
  (?:create|register for) (?:an|a free|your) account|^(?:sign up|register)|forgot(?:ten)? (?:your )?password|^password:?$|^(?:e-?mail|username)(?: address| or .{1,20})?:?$|remember me|don['’]t have an account|already have an account|keep me (?:logged|signed) in
  (?:bitte )?(?:melden sie sich|melde dich) (?:bitte )?an|^(?:anmelden|einloggen|registrieren)|passwort vergessen|noch kein konto|^(?:passwort|benutzername)
  (?:connectez|identifiez)-vous|se connecter|mot de passe (?:oublié)?|créer un compte|vous devez être connecté
  (?:inici(?:a|e|ar) sesión)|¿?(?:has )?olvid(?:ó|aste|ado) (?:tu|su|la) contraseña|crear? (?:una )?cuenta|regístr(?:ate|ese)
  faça (?:o )?login|entrar na (?:sua )?conta|esquec(?:i|eu) (?:a|sua|minha) senha|accedi (?:al|per|o)|password dimenticata|crea un account
  log in om|inloggen|wachtwoord vergeten|logga in|glömt lösenord|logg inn|log ind|zaloguj się|zapomniałeś hasła
  войдите|войти в|забыли пароль|зарегистрируйтесь|ログインして|ログインが必要|パスワードを忘れ|请(?:先)?登录|登录后|忘记密码|로그인이 필요|giriş yap
`)

const payWords = any(`
  subscribe (?:now )?to (?:continue|keep|read|unlock|get (?:full|unlimited))|(?:to )?(?:continue|keep) reading(?:,| this| with| for)|to read (?:the (?:rest|full)|this (?:article|story))
  already a (?:subscriber|member)|(?:this (?:article|story|content|post) is|available|reserved|only|exclusively) (?:available )?(?:only )?(?:for|to) (?:our |paid |paying |premium |registered )?(?:subscribers|members)|subscriber[- ]only|(?:become|join as) a (?:paid )?(?:subscriber|member)
  (?:you['’]ve|you have) (?:reached|read|used).{0,40}(?:free|limit|articles)|unlock (?:this|full|the|unlimited)|start (?:your )?(?:free )?(?:trial|subscription)|this post is for pa(?:id|ying) subscribers
  (?:weiterlesen|lesen sie weiter|jetzt weiterlesen) mit|(?:nur|exklusiv) für (?:abonnent|abonnenten|plus-|digital)|(?:bereits|schon) (?:abonnent|kunde|registriert|digital-abo)|(?:jetzt )?(?:testen|abonnieren) und weiterlesen|mit (?:dem )?(?:digital-?)?abo (?:weiter)?lesen|probeabo
  (?:réservé|réservée) aux abonnés|abonnez-vous pour|déjà abonné|il vous reste .{1,20} (?:de cet article|à lire|à découvrir)
  (?:exclusivo|sólo|solo) para (?:suscriptores|abonados)|suscr[íi]bete para|ya (?:eres|soy) suscriptor|(?:exclusivo|só) para assinantes|assine para|já é assinante
  (?:riservato|solo) (?:agli|per gli) abbonati|abbonati per|sei già abbonato|(?:alleen|exclusief) voor abonnees|word abonnee|al abonnee
  (?:endast|bara) för prenumeranter|för att läsa (?:vidare|hela)|(?:kun )?for abonnenter|(?:artykuł|treść) (?:dostępn|tylko) .{0,20}(?:prenumerat|subskrybent)
  (?:только|доступ[а-я]*) (?:для|по) подписчик|доступно по подписке|оформите подписку|有料会員|会員限定|この記事は.{0,10}(?:会員|有料)|订阅(?:后|以)(?:继续)?阅读|付费(?:内容|阅读|文章)|구독자 전용|유료 (?:회원|구독)
`)
