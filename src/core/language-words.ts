/** The small words no sentence does without: in the Latin script they tell languages apart that share their letters. */

/**
 * Articles, prepositions, pronouns and auxiliaries by BCP 47 primary subtag; a language is known by how many of its words
 * are these. `no` is Norwegian Bokmål, `nn` Nynorsk; `hr` stands for Croatian, Bosnian and Serbian in Latin letters, `id`
 * for Indonesian and Malay.
 */
export const functionWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    af: "die van en 'n is in het nie sy dat wat vir met om te aan word hulle hy ons of deur elke elkeen reg sal kan was ook maar as haar daar hierdie ’n",
    ca: 'el la els les de dels del i que a en per amb un una té és no tota tot o seva seu pot ser són aquest aquesta com més als al han també sense però perquè',
    cs: 'a v na je se že s z do o k ve pro by ale to jako za jsou byl být i má nebo každý jeho které který aby při po od jejich však tak není co už',
    cy: "y yr a i o yn ac mae ar am gan bod ei eu fel nid gyda hawl pawb neu sydd wedi hwn hynny oedd un'r i'r o'r a'r wrth na ond hefyd",
    da: 'og i at er det en til af på for med som ikke den de et har var men om sig skal kan hans ved fra eller enhver ret være blev efter også når der ud nogen hvilken',
    de: 'der die das und in zu den mit von ist des sich auf für im dem ein eine nicht als auch es an werden aus er hat dass sie nach wird bei oder einer um am sind noch wie einem über so zum haben nur aber vor jeder recht',
    en: 'the of and to in is that for it as was with on be by are this at from or have an not he his but which you they had has were their one we her all can will there more would been if who she what when its everyone right shall',
    eo: 'la de kaj en estas al por ke ne la kun li ĝi ili sed sur aŭ kiu kiuj oni havas tio el pri sia estis ĉiu rajton per ajn devas rajtas nur kiel',
    es: 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy hasta desde toda tiene derecho',
    et: 'ja on ei et ka see oma kui või ta mis selle ning kes tema oli aga nii siis nende seda mida igal inimesel õigus tuleb võib peab ega',
    eu: 'eta da ez du bat dira dute ere den dituen bere edo izan egin dela behar baina hau hori beste guztiek eskubidea duen ditu gizon norbanako oro egiteko',
    fi: 'ja on ei että se oli ovat ole hän myös kun mutta tai joka sen hänen ne niin kuin voi jos mukaan sekä jokaisella oikeus tulee jonka siitä olla kuten jotka eikä hänellä',
    fr: 'de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son aux ou cette elle mais nous sa ses été leur être tout à d l qu s c n droit toute a été',
    ga: 'an na a agus i ar is do le go ag ní de bhí tá sé leis nó chun gach duine mar atá ach bheith seo sin ina aon as faoi don dá é iad ceart den',
    gl: 'de a o e que do da en un unha os as non para por con é se no na dos ao súa seu como máis das ou pero é á nos polo pola nas toda persoa ten dereito foi son tamén',
    hr: 'i u na je se da za od su s o ne koji ili kao iz što sa po biti koja bi te će svoje ima bio ali prema do nije može koje svatko pravo pri već sve kako bez njegov samo nitko svako',
    hu: 'a az és hogy nem is egy van volt ez mint de ha csak már meg azt el kell vagy minden még aki annak ezt lehet sem amely joga személynek után szerint ki úgy pedig között',
    id: 'yang dan di dengan untuk dari dalam tidak ini pada adalah itu oleh akan atau sebagai ke juga setiap orang berhak hak tersebut ada telah mereka dapat bisa karena kepada seorang harus lebih atas tanpa bagi ia dia saya kami kita',
    is: 'og að í á er sem til við ekki um með en það af fyrir hann var þess eða hafa skal hver því sé þeim eru frá þá rétt allir verið hefur hún þeir svo eigi sínum ef',
    it: 'di e che il la in a per un è del non una si le i con da dei della al come sono alla più nel gli ha o anche ma suo delle lo sua se ogni diritto dalla essere ed dell nella sul tra fra hanno questo questa individuo',
    la: 'et in est non ad cum ut quod qui de sed ex quae ab sunt esse si aut per autem enim atque nec etiam eius hoc omnes ius',
    lb: "de d'r an a vun ass der fir mat net och ze op e en eng sinn hir sech huet dat datt déi dës een oder as bei si seng säi gouf aus well awer wéi ginn recht jidfereen all kee mir",
    lt: 'ir yra į kad su iš ar kaip tai jo bet dėl apie teisę kiekvienas žmogus turi būti negali jų ne per prie savo pagal buvo už kuris ji jis arba visi nuo ši tik',
    lv: 'un ir uz ar par no kas ka lai vai arī bet tas nav kā tiesības katram cilvēkam pēc viņa savu būt tiek jābūt ne pie šo kuras tikai visiem bija gan līdz nevar',
    nl: 'de van het een en in is dat op te zijn met voor niet aan die er om als ook bij door maar wordt naar uit heeft of over tot deze worden zich hij hun ieder recht nog wel kan dan geen',
    nn: 'og i å er det som på til for av ein ikkje med at eller den har ei dei frå skal kvar vere vert han sin alle rett om anten eit også var kan menneske etter når noko',
    no: 'og i å er det som på til for av en ikke med at eller den har et de fra skal enhver være blir han sin alle rett om enten også var kan etter seg når hun ble men noe nå',
    pl: 'i w na z do się nie jest że o to jak po co za od ma przez lub dla jego są oraz być ale każdy człowiek prawo tak który które jako ze czy jej ich tym było może przy tylko',
    pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito nos já está também pelo pela até isso entre toda pessoa direito são',
    ro: 'de și în la a că pe cu nu o un este din care pentru ce se mai sau sa său fi orice are dreptul prin dar după al ale le să lui sunt ca fost fie către persoană ei unei între i-a oricare',
    sk: 'a v na je sa že s z do o k vo pre by ale to ako za sú bol byť i má alebo každý jeho ktoré ktorý aby pri po od ich však tak nie je čo už nikto právo',
    sl: 'in je v na se za da s z so ki ne pa po od do kot o ali biti kakor pri ter ima bi vsakdo pravico iz tudi katere svoje vse nihče lahko njegove ni med mora brez k še kar že',
    so: 'oo ka ku iyo la ah in uu ayaa waa lagu u waxaa qof kasta leeyahay waxa si aan ama ay soo isagoo xaq kale wuxuu isaga',
    sq: 'e të në për që me një nga dhe ka është i së si do nuk ose u më po kjo ky tij janë çdo kush drejtë edhe por duke ai',
    sv: 'och i att det är en som på för av med den till inte de om ett har var men eller från vid så kan skall hans ska varje rätt hon han efter detta när sig också där ha vara blev nu',
    sw: 'na ya wa kwa ni katika za la kila mtu cha kuwa au haki ana yake wake hii bila kama watu huyo hiyo pia vya si yoyote yeye wote yao alisema hilo lakini baada ambayo ambao kutoka hayo mwa',
    tl: 'ang ng sa mga na at ay may kanyang bawat tao karapatan o isang ito para hindi siya ni nang kung lahat kaniyang dapat upang pag walang si din mula',
    tr: 've bir bu için ile da de herkes hakkı her olarak veya olan çok daha gibi kadar ne hiç kimse onun vardır ya ancak ki mi değil en sonra olduğu göre ise var şekilde hakkına haiz',
    vi: 'và của có các được người là cho trong với quyền không mọi một về những này hay đều phải hoặc đã do khi tại bị để đến ra theo nào',
    yo: 'ni ti àti ẹ̀tọ́ kan sí ẹnikẹ́ni tí láti fún kò gbogbo ènìyàn ló wọn sì tàbí rẹ̀ ó pé ilẹ̀',
    zu: 'futhi ukuthi noma wonke umuntu ilungelo kanye nje yakhe kumbe nokuthi lokho ukuba unelungelo lokuba abantu',
  }).map(([language, words]) => [language, new Set(words.normalize('NFC').split(' '))]),
)
