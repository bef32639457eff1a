/** El Faro de Corran and Correio da Barra: Spanish and Portuguese, close enough to put a language detector to work. */
import type { Draft } from '../articles.ts'

export const iberian: readonly Draft[] = [
  {
    paper: 'faro',
    slug: 'la-noche-de-ottilie',
    title: 'La noche de Ottilie: cuarenta metros de muelle y ningún muerto',
    author: 'Amparo Ledesma',
    daysAgo: 5.1,
    tags: ['temporal', 'puerto'],
    text: `El temporal Ottilie abrió una brecha de cuarenta metros en el muelle del Este de Pellport, hundió cinco barcos amarrados y dejó sin luz a más de mil hogares. No hubo que lamentar víctimas. «Los daños se pueden contar; eso ya es una suerte», dijo al amanecer la capitana del puerto, Berit Halloran, con la misma ropa de la víspera.

La racha más fuerte, de 147 kilómetros por hora, coincidió casi al minuto con la pleamar. Durante dos horas las olas pasaron por encima del muelle y cayeron del lado de dentro, donde las piedras son pequeñas. Por ahí empezó a deshacerse.

## El cocinero y sus cuchillos

La lancha de salvamento rescató a los siete tripulantes del Halcyon Reach, un carguero de cabotaje que se había quedado sin timón al sur de la isla de Quill. El tercero en saltar fue el cocinero. Antes lanzó sus cuchillos, envueltos en el delantal; después preguntó por ellos; después, por los demás.

## Lo que falta

- Despejar de piedras el canal de acceso.
- Reparar la fábrica de hielo, que funciona a media potencia.
- Encontrar el quiosco de música. Ha aparecido la barandilla.

En el gimnasio de la escuela durmieron doscientas doce personas. Alguien tocaba el piano muy bajito. Los voluntarios pedían calcetines secos y, según la directora, recibieron tantos que hubo que pedir que dejaran de traerlos y que trajeran, en cambio, sus pies.`,
  },
  {
    paper: 'faro',
    slug: 'la-escuela-que-aprende-a-remar',
    title: 'La escuela que aprende a remar antes que a dividir',
    author: 'Gonzalo Iriarte',
    daysAgo: 11.8,
    tags: ['educación', 'isla'],
    text: `En la isla de Quill hay once alumnos, una maestra y una barca. La barca entró en el programa por necesidad: tres de los niños viven al otro lado de la ensenada y el sendero desaparece con la marea alta. «O aprendían a remar o se sabían las tablas solo hasta el seis», explica la maestra, Rosaura Benet, que llegó para un curso y lleva catorce.

Cada mañana, la mayor de los tres toma el mando. Tiene doce años. Antes de salir mira la bandera del faro, escupe al agua para ver hacia dónde va la corriente y anota la hora en un cuaderno. Si el viento pasa de fuerza cuatro, no se sale, y la clase se da por radio, con la maestra en una orilla y los alumnos en la otra.

## Matemáticas con salitre

Lo demás vino después. Los problemas ya no tratan de trenes que se cruzan, sino de dos botes, una corriente y un perro que espera en la playa. La geometría se aprende con la carta náutica y la historia con los nombres de los bajos, cada uno de los cuales recuerda un barco.

> Aquí nadie pregunta para qué sirve un ángulo.
-- Rosaura Benet

El curso pasado, en las pruebas de la región, los once sacaron la mejor nota en cálculo y la peor en educación vial. No habían visto nunca un semáforo. Para el próximo examen, la maestra ha pintado uno en la puerta del cobertizo.`,
  },
  {
    paper: 'faro',
    slug: 'sal-y-paciencia',
    title: 'Sal y paciencia: vuelven las salinas de Lanmoor',
    author: 'Amparo Ledesma',
    daysAgo: 18.3,
    tags: ['oficios', 'economía'],
    text: `La sal no tiene prisa. Eso es lo primero que aprendió Teodora Vance cuando arrendó, hace tres años, las salinas abandonadas de Lanmoor. El primer verano llovió y no sacó ni un saco. El segundo sacó cuarenta kilos, que regaló. Este verano, el más seco en décadas, ha cosechado once toneladas.

El sistema es el de siempre. El agua entra con la marea viva, descansa en un estanque, pasa a otro menos hondo y después a otro, cada vez más caliente y más densa, hasta que en el último aparece una piel blanca que cruje. Es la flor de sal, y se recoge al atardecer, antes de que la humedad la hunda.

## Lo que dicen las herramientas

Nadie vivo había trabajado allí. Vance encontró un rastrillo en el museo y lo copió. El mango le pareció absurdamente largo hasta que comprendió que servía para no pisar el estanque. «Cada herramienta es una instrucción», dice. «Hay que leerla con las manos.»

- Primer estanque: tres semanas
- Segundo: diez días
- Tercero: cuatro, si no llueve
- Flor de sal: una tarde

Los cocineros de Pellport le compran todo. El pan de Hanneke Dorr la lleva, y también el arenque de la cooperativa. Para el invierno, Vance tiene un plan sencillo: reparar los muros, afilar el rastrillo y mirar llover sin tomárselo como algo personal.`,
  },
  {
    paper: 'barra',
    slug: 'as-redes-que-o-mar-devolveu',
    title: 'As redes que o mar devolveu',
    author: 'Filipa Noronha',
    daysAgo: 4.6,
    tags: ['pesca', 'temporal'],
    text: `Na manhã a seguir ao temporal, Joaquim Teles desceu à praia antes do nascer do sol, com uma lanterna e um caderno. A cooperativa tinha perdido mil e novecentas armadilhas, o rendimento de um inverno para nove famílias. Ele ia contar as que o mar tivesse devolvido. Contou trezentas e doze, e a seguir sentou-se.

Não estava sozinho por muito tempo. Primeiro chegaram os mais velhos, que não dormem; depois as crianças, que não tinham aulas. Ao meio-dia havia duzentas pessoas no areal, em fila, a passar armadilhas de mão em mão até ao muro. Quem não podia curvar-se segurava o termo do café.

## O que veio com a maré

- 704 armadilhas, das quais metade ainda serve
- quilómetro e meio de cabo azul
- uma porta, com a chave na fechadura
- o corrimão do coreto

As seguradoras dizem que as armadilhas estavam cobertas contra roubo e incêndio. Se ser levado pelo mar conta como roubo é pergunta que está a ser estudada por um advogado. «Que ele venha cá perguntar ao ladrão», disse Teles.

> O mar não devolve por bondade. Devolve o que não lhe cabe.
-- Joaquim Teles

Ao fim da tarde, as redes rasgadas estavam estendidas no molhe do Oeste, o que ficou inteiro, e havia gente a remendá-las à luz dos faróis dos carros. Alguém trouxe sardinhas. Ninguém soube dizer quem, e ninguém insistiu em saber.`,
  },
  {
    paper: 'barra',
    slug: 'o-sotaque-da-foz',
    title: 'O sotaque da foz: quatro gerações, três línguas e uma receita',
    author: 'Duarte Malveira',
    daysAgo: 10.1,
    tags: ['cultura', 'comunidade'],
    text: `Em 1926 vieram onze famílias, num vapor de carvão, para trabalhar na conserva. Traziam o ofício, os santos e a ideia de ficar dois anos. Os bisnetos são hoje perto de novecentos, e falam entre si uma língua que em Lisboa ninguém reconhece por inteiro.

A investigadora Leonor Pestana gravou durante seis meses conversas à porta da padaria, na lota e no barbeiro. Encontrou palavras que em Portugal já só os dicionários conhecem, e outras que nasceram aqui. *Quicar*, por exemplo, é andar no cais à espera, sem outra coisa para fazer. Vem do inglês *quay* e não tem tradução, porque mais ninguém precisa dela.

## O teste do caldo

Perguntou a todos, com as mesmas palavras, como se faz a caldeirada da avó. Obteve sessenta e duas receitas. Em comum tinham apenas duas coisas: o peixe era de véspera, e a da vizinha estava errada.

Os mais novos respondem em inglês quando a avó pergunta em português, e a avó finge que não percebe. «Percebo tudo», confessou dona Albertina Teles, de noventa anos, com o gravador já desligado, ou assim julgava. «Mas se eu disser que percebo, eles nunca mais falam.»

As gravações vão ficar no museu, num armário com auscultadores. A inauguração é no sábado, com caldeirada. Foi preciso nomear uma comissão para escolher qual.`,
  },
  {
    paper: 'barra',
    slug: 'o-cinema-que-cheira-a-maresia',
    title: 'O cinema que cheira a maresia faz cem anos',
    author: 'Filipa Noronha',
    daysAgo: 17.7,
    tags: ['cinema', 'história'],
    text: `O Neptuno tem duzentos e oitenta lugares, um ecrã remendado e uma cave que se enche de água nas marés vivas. Durante o cinema mudo, conta-se, o pianista tocava com os pés molhados e incluía isso na música. Na semana passada fez cem anos, e a fila dava a volta ao quarteirão.

Quem o mantém aberto é um grupo de vinte e seis voluntários, dos dezassete aos oitenta e um anos. Um deles, Eusébio Ramalho, projeta desde 1962. Sabe pelo ruído quando a fita vai partir. «Hoje já não há fita», admite, «mas eu continuo a ouvir. Nunca se sabe.»

## Uma noite por cada década

Para a festa escolheram dez filmes, um por década, e convidaram para cada sessão alguém que o tivesse visto ali na estreia. Para os primeiros dois já não encontraram ninguém. Para o terceiro veio dona Albertina, que se lembrava de tudo menos do filme: do vestido, da chuva, e do rapaz da fila de trás, com quem veio a casar.

- Preço do bilhete em 1926: dois vinténs e um arenque
- Preço hoje: o mesmo, sem o arenque
- Vezes que o telhado voou: três

A última foi há dias, com o temporal. A sessão não parou. Durante meia hora, diz Ramalho, viram-se ao mesmo tempo o filme e as nuvens, e não houve quem pedisse o dinheiro de volta.`,
  },
]

export const iberianReserve: readonly Draft[] = [
  {
    paper: 'faro',
    slug: 'el-farero-automatico',
    title: 'El farero automático pide vacaciones',
    author: 'Gonzalo Iriarte',
    tags: ['faro', 'técnica'],
    text: `El faro de Hagby, que desde 1989 se enciende solo, se apagó ayer durante once minutos sin que nadie se lo ordenara. No había avería. El programa que lo gobierna, escrito hace treinta y cinco años por un ingeniero ya jubilado, contenía una línea que lo mandaba descansar al cumplir cien mil horas de servicio.

«La puse yo», reconoció el ingeniero, Máximo Urrutia, localizado en su huerto. «Era una broma. Pensé que alguien la leería antes.» En treinta y cinco años nadie había abierto aquel archivo, porque nunca hizo falta. El programa tiene ciento doce líneas y no ha fallado jamás.

## Once minutos

La capitanía avisó por radio a los seis barcos que estaban a la vista. Dos vecinos del cabo, sin hablarlo entre ellos, sacaron el coche y apuntaron los faros hacia el mar. Desde el agua, contó el patrón del Gracious Anne, se veían dos luces bajas y amarillas donde siempre había habido una alta y blanca. «Supe enseguida que era gente.»

- Horas de servicio: 100 000
- Líneas del programa: 112
- Líneas de broma: 1

La línea se ha borrado. Urrutia pidió que en su lugar se pusiera un comentario con la fecha y el nombre de Agnes Thorold, la última farera, que subía todas las noches aunque la máquina ya no la necesitara. Así se ha hecho. El programa tiene otra vez ciento doce líneas.`,
  },
  {
    paper: 'barra',
    slug: 'a-banda-ensaia-para-a-baleia',
    title: 'A banda ensaia para a baleia',
    author: 'Duarte Malveira',
    tags: ['música', 'baleia'],
    text: `A banda filarmónica de Pellport ensaia às terças no barracão da alfândega, de porta aberta. Na semana passada, a meio da marcha lenta, o tuba notou que alguém o acompanhava. Parou. O som continuou, mais grave ainda, vindo da água. A baleia estava encostada ao cais, imóvel, a menos de vinte metros.

O maestro, Hermínio Vaz, não é homem de se impressionar. Mandou repetir desde o compasso doze. A baleia repetiu também, ou assim juram os trinta e um músicos, incluindo os dois que não bebem.

## O que diz a ciência

A doutora Nkechi Adair pede cautela. As baleias-corcundas cantam, sobretudo os machos, e sobretudo no inverno. Que uma cante ao lado de uma banda não quer dizer que cante *com* ela. Ainda assim, pousou um hidrofone na água e pediu, muito educadamente, que tocassem outra vez.

- Notas da tuba: entre 40 e 230 hertz
- Canto registado: entre 30 e 400
- Coincidências: «mais do que me apetece explicar», segundo a doutora

No domingo haverá concerto no cais, sem amplificação e sem pratos, por respeito. Os barcos ficam atracados. O programa inclui a marcha lenta, duas valsas e um silêncio de quatro minutos, que é o tempo que a solista leva, em média, a voltar à superfície para respirar.`,
  },
]
