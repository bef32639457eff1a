/** What surrounds an article on a newspaper's page and is not the article: every extractor has to see through it, in any language. */

export type Clutter = Readonly<{
  home: string
  sections: readonly string[]
  cookies: string
  accept: string
  newsletter: string
  subscribe: string
  share: string
  mostRead: string
  comments: string
  remarks: readonly string[]
  rights: string
}>

export function clutterIn(language: string): Clutter {
  return clutter[language] ?? english
}

const english: Clutter = {
  home: 'Front page',
  sections: ['Town', 'Harbour', 'Weather', 'Opinion', 'Notices'],
  cookies:
    'We and our 214 partners value your privacy, and would like to store small files on your device in order to value it further. You can accept, or manage 214 settings one at a time.',
  accept: 'Accept all',
  newsletter: 'Get the tide in your inbox. One letter each morning, never more than you can read over an egg.',
  subscribe: 'Sign up',
  share: 'Share this article',
  mostRead: 'Most read',
  comments: 'Comments',
  remarks: [
    'My grandfather always said this would happen, and nobody has thanked him.',
    'First time reader here. Where is the crossword?',
  ],
  rights: 'All rights reserved. Printed on the tide.',
}

const clutter: Record<string, Clutter> = {
  en: english,
  de: {
    home: 'Startseite',
    sections: ['Stadt', 'Hafen', 'Wetter', 'Meinung', 'Anzeigen'],
    cookies:
      'Wir und unsere 214 Partner schätzen Ihre Privatsphäre und möchten dazu kleine Dateien auf Ihrem Gerät speichern. Sie können zustimmen oder 214 Einstellungen einzeln verwalten.',
    accept: 'Alles annehmen',
    newsletter: 'Die Flut im Postfach: jeden Morgen ein Brief, nie länger als ein Frühstücksei.',
    subscribe: 'Anmelden',
    share: 'Artikel teilen',
    mostRead: 'Meistgelesen',
    comments: 'Leserstimmen',
    remarks: ['Das hat mein Großvater schon immer gesagt.', 'Und wo ist das Kreuzworträtsel?'],
    rights: 'Alle Rechte vorbehalten.',
  },
  fr: {
    home: 'À la une',
    sections: ['Ville', 'Port', 'Météo', 'Opinions', 'Annonces'],
    cookies:
      'Avec nos 214 partenaires, nous accordons de la valeur à votre vie privée et souhaitons déposer de petits fichiers sur votre appareil. Vous pouvez accepter ou régler 214 paramètres un par un.',
    accept: 'Tout accepter',
    newsletter: 'La marée dans votre boîte : une lettre chaque matin, le temps d’un œuf à la coque.',
    subscribe: 'S’inscrire',
    share: 'Partager cet article',
    mostRead: 'Les plus lus',
    comments: 'Commentaires',
    remarks: ['Mon grand-père l’avait toujours dit.', 'Et les mots croisés, alors ?'],
    rights: 'Tous droits réservés.',
  },
  es: {
    home: 'Portada',
    sections: ['Ciudad', 'Puerto', 'Tiempo', 'Opinión', 'Avisos'],
    cookies:
      'Nosotros y nuestros 214 socios valoramos su privacidad y deseamos guardar pequeños archivos en su dispositivo. Puede aceptar o revisar 214 ajustes uno por uno.',
    accept: 'Aceptar todo',
    newsletter: 'La marea en su correo: una carta cada mañana, lo que dura un café.',
    subscribe: 'Suscribirse',
    share: 'Compartir este artículo',
    mostRead: 'Lo más leído',
    comments: 'Comentarios',
    remarks: ['Mi abuelo ya lo decía.', '¿Y el crucigrama?'],
    rights: 'Todos los derechos reservados.',
  },
  pt: {
    home: 'Primeira página',
    sections: ['Cidade', 'Porto', 'Tempo', 'Opinião', 'Avisos'],
    cookies:
      'Nós e os nossos 214 parceiros valorizamos a sua privacidade e gostaríamos de guardar pequenos ficheiros no seu dispositivo. Pode aceitar ou rever 214 definições uma a uma.',
    accept: 'Aceitar tudo',
    newsletter: 'A maré no seu correio: uma carta por manhã, do tamanho de um café.',
    subscribe: 'Subscrever',
    share: 'Partilhar este artigo',
    mostRead: 'Mais lidas',
    comments: 'Comentários',
    remarks: ['O meu avô já dizia isto.', 'E as palavras cruzadas?'],
    rights: 'Todos os direitos reservados.',
  },
  ja: {
    home: 'トップ',
    sections: ['町', '港', '天気', '意見', 'お知らせ'],
    cookies:
      '当サイトと二百十四のパートナーは、お客様のプライバシーを大切にするため、端末に小さなファイルを保存します。同意するか、二百十四の設定を一つずつご確認ください。',
    accept: 'すべて同意する',
    newsletter: '毎朝の潮の便りをメールでお届けします。',
    subscribe: '登録する',
    share: 'この記事を共有する',
    mostRead: 'よく読まれている記事',
    comments: 'コメント',
    remarks: ['祖父が昔から言っていた通りです。', 'クロスワードはどこですか。'],
    rights: '無断転載を禁じます。',
  },
  ar: {
    home: 'الرئيسية',
    sections: ['المدينة', 'الميناء', 'الطقس', 'آراء', 'إعلانات'],
    cookies:
      'نحن وشركاؤنا البالغ عددهم ٢١٤ نقدّر خصوصيتك ونودّ حفظ ملفات صغيرة على جهازك. يمكنك القبول أو مراجعة ٢١٤ إعدادًا واحدًا بعد آخر.',
    accept: 'قبول الكل',
    newsletter: 'أخبار المدّ في بريدك: رسالة واحدة كل صباح.',
    subscribe: 'اشترك',
    share: 'شارك هذا المقال',
    mostRead: 'الأكثر قراءة',
    comments: 'تعليقات',
    remarks: ['كان جدّي يقول هذا دائمًا.', 'وأين الكلمات المتقاطعة؟'],
    rights: 'جميع الحقوق محفوظة.',
  },
}
