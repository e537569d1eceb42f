// Given names that people here commonly carry, in the scripts in which they write them: for languages in which no capital tells a name.
// Written by hand and never complete. A word that people also use for something is no name here, or stands in `ALSO_WORDS`.

// Without accents and capitals; `names.js` folds what it compares.
const LATIN = `
abbas abdul abdullah abdulrahman abigail achim adam adel adele adelheid adem adnan adrian adriana adrien agata agathe agnes agnieszka ahmad ahmed ahmet aicha
aileen aischa aisha aiko aidan alain alan albert alberto alejandra alejandro aleksandar aleksandra aleksander aleksei alessandro alessia alex alexander alexandra
alexandre alexej alexia alfonso alfred alfredo ali alice alicia alina aline alisa alison allison aloys alya amalia amanda amandine amelia amelie amina amir amira amy
ana anahita anais anastasia anatol andre andrea andreas andreea andrej andres andrew andrey andrzej andy ane aneta angela angelika angelina angie anika anita anja
anke ann anna annabelle annalena anne annegret anneke anneliese annemarie annett annette annie annika anouk anselm ansgar anthony antje antoine anton antonia antonio anya
araceli arash arda arian ariane arif armin arnaud arne arno arnold artem arthur arturo asel ashley asiye aslan asli asuman atakan athena aurelie axel aya ayaan
aybuke aydin ayhan aylin ayman ayse aysegul aysel aysun aytac azra bahareh baran barbara barbora bastian beate beatrice beatriz behrouz behruz bekir belinda
ben benedikt benita benjamin benoit berfin berivan bernadette bernard bernd bernhard berta bertram betul betty beverley bianca birgit birgul birgitta bjarne bjorn bodo
bogdan boris borys branko brandon brenda brian brigitte britta brittany bruno bulent burak burcu burhan burkhard camila camille canan carina carl carla carlo carlos carmen carol
carola carolin carolina caroline carolyn carsten catalina catarina catherine cathrin cecile cecilia cedric celia celine cem cemal cemile cenk chantal charlene charles
charlotte chiara chloe chris christa christel christian christiane christin christina christine christoph christophe christopher cihan cindy clara clarissa claude claudia
claudine claus clemens clement clementine colette conny conrad constanze corinna corinne cornelia cosima cristian cristina cynthia dagmar dalia damian damien dana daniel
daniela danielle danijel danilo danuta daria dariusz darius dave david davide dawid deborah delal delphine demet denis denise dennis derya detlef devran diana diego dieter
dilan dilara dilsad dimitri dina dirk ditte djamila dmitri dmitry dolores dominik dominika dominique donald donna doreen dorian doris dorota dorothea dorothee
dragana dragan dylan ebru ece eckhard eda edda edgar edith edmund eduardo edward edyta egon eileen ekin ekrem ela elena eleni eleonora eleonore elfriede elham elias elif
elisa elisabeth elise eliza elizabeth elke ellen elli elliot elodie eloise elsa elsbeth elvira emel emely emil emilia emilie emiliano emily emine emma emmanuel emmanuelle emre enes
engin enno enrico enrique ercan erdal erdem erhan eric erica erich erik erika erkan erna erwin esma esme esra esteban estelle esther ethan etienne eugen eugenia eva
evelin evelyn ewa eyup fabian fabienne fabio fabrice fadi fadime fahima faisal farah farhad faride farid farida fatemeh fatih fatima fatma fatou faysal felicitas felix
ferdinand ferhat fernanda fernando fikret filip filiz fiona firas firat flavia flora florian floriane francesca francesco francine francis francisca franck
francois francoise franka franz franziska frauke fred frederic frederik frida frieda friederike friedhelm friedrich fritz funda gabi gabriel gabriela gabriele gabrielle
gaby gaelle galina gamze gareth gary gaston genevieve geoffrey georg george georges georgina gerald gerard gerda gerd gerhard gerlinde gero gertrud gesa gesine ghassan
gilbert gilles gina giorgio giovanni gisela giulia gokhan goran gordana gottfried grazyna gregor gregory greta gudrun guido guillaume guillermo gulay
gulcan gulistan gulsah gulsen gulten gunter gunther gunnar gunilla gustav habib hadi hakan halil halina halime hamid hamida hamza hana hanife hanna hannah hannelore hannes
hans harald haris harriet hartmut harun hasan hassan hatice haydar hayriye heather hedwig heidi heike heiko heiner heinrich heinz helen helena helene helga helin helmut
hendrik henning henri henriette henrik henry herbert hermann hermine hikmet hilal hilde hildegard hilke holger houda hubert hugo hulya huseyin hussein hussam ian ibrahim
ida ieva ignacio igor ilayda ilhan ilka ilona ilse ilyas imran imke ines inga inge ingeborg inger ingo ingrid inka insa ioana ipek irena irene irfan irina irma irmgard isabel
isabell isabella isabelle ismail ismet isolde ivan ivana ivo ivonne iwan iwona izabela jacek jacob jacqueline jacques jakob jakub jamal james jamie jamila jana jane
janet janina janine janna jannik jannis janos janusz jaroslav jasmin jasmina jasper javad javier jeanette jeanne jeff jeffrey jelena jenna jennifer jenny jens jeremy jerome jerzy jesper
jessica jill jimmy joachim joan joana joanna joaquin jochen joel joelle joey johan johann johanna johannes john johnny jolanta jolanda jonas jonathan jordi jorg jorge
jorn jose josef josefa josefine joseph josephine joshua josip josu joyce juan juana judith jule julia julian juliana juliane julie julien juliette julio julius jurgen justin
justine justyna jutta kadir kadriye kalle kamal kamil kamila karen karim karima karin karina karl karla karlheinz karol karola karolina karoline karsten kaspar katalin katarina
katarzyna kate katerina katharina katherine kathleen kathrin kathryn kathy katia katie katja katrin kawa kaya kazim keith kemal kenan kenneth kerem kerstin kevin khadija khaled
khalid kilian kimberly kirsten kirstin klara klaudia klaus klemens knut konrad konstantin konstanze korbinian koray korinna kristian kristin kristina kristof krzysztof kubra
kursat kurt kyra lale lara larissa lars laszlo latifa laura laure laurence laurent laurin layla lea leandro leila lejla lena lenka lennart lennard lenny leo leon leonard leonardo
leonhard leonie leonora leopold leticia levent levin leyla lidia liesel lieselotte lilian liliana lilith lilli lilly lina linda lindsay linus lisa lisbeth liselotte livia
ljiljana lore lorena lorenz lorenzo lothar lotta lotte louis louisa louise luca lucas lucia lucie lucien lucy ludger ludmila ludwig luis luisa luise luka lukas lukasz lutz luzia lydia
lynn maciej madeleine madita madlen magda magdalena magdalene maggie maha mahmoud mahmud mahmut mahsa maike maja majid makbule malak malek malena malgorzata malika malin malte
manfred manon manuel manuela maram marc marcel marcelo marcin marco marcos marcus mareike marek maren margaret margarete margarita margit margot margret maria mariam
mariana marianne marie marieke mariella marijke marika marilyn marina mario marion maris marisa marisol marius mariusz marjam marko markus marlen marlene marlies marlon marta marten
martha martin martina martine marvin mary maryam marzena masoud masha massimo mateo mateusz mathias mathieu mathilda mathilde matilda matteo matthew matthias matthieu maurice mauricio
maximilian maxime maya mechthild mehdi mehmet mehtap meike meinhard melanie melek melike melina melinda melis melisa melissa meltem meret merle merlin mert merve meryem
mesut metin meryl mia michael michaela michail michal michel michele micheline michelle miguel mihai mikael mikail mike mikhail mila milena milica milos mina minna mira miranda mirela mireille
miriam mirjam mirko miro miroslav mohamad mohamed mohammad mohammed mohsen moira mojtaba molly mona monica monika monique moritz moses mostafa mouna mounir muhammad muhammed muhammet
muna munir murat muriel musa mustafa myriam nabil nada nadia nadine nadja nadira naima najib nancy naomi nasrin nastasia natalia natalie natalija natascha natasha nathalie
nathan nathaniel navid nawal nazan nazli neele negin neil nele nergis nermin neslihan nesrin nevin nezahat nicholas nico nicola nicolai nicolas nicole nicoletta nihal nihat nikita niklas niko
nikola nikolai nikolas nikolaus nikos nilay nils nilufer nina nisrin noah noelia noemi nora norbert nour nuray nurcan nuri nursel nurten oguz okan oksana olaf oleg oleksandr
olena olga oliver olivia olivier olli omar omer omid orhan oriana osama osman oskar oswald ottilie otto ozan ozge pablo pamela paola paolo parisa parvin pascal
pascale patrice patricia patricio patrick patrik patrizia patrycja paul paula pauline pawel pedro peggy pelin penelope pernille peter petra philip philipp philippe phillip pia
pinar piotr polina priska quentin rabia rachel rachid radoslaw rafael rafal rahel raimund rainer ralf ralph rami ramona rana rania raphael raquel rasmus raul
rauf rebecca rebekka recep regina regine reiner reinhard reinhold rejane rekha remzi renan renata renate rene renee reyhan rezan rhea ricarda ricardo riccardo richard rita robert roberta
roberto rocio rodrigo roger rojda rojin roland rolf romain romina romy ronald ronja ronny rosalia rosalie rosemarie rosie rosita roswitha roxana ruben rudi rudiger
rudolf rukiye ruth ryan ryszard saad sabina sabine sabri sabrina sadia saeed safak safiya sahin sahra saida saleh salim salima salma salome salvador samantha samar sami samia samir samira samuel sandra
sandro sanja sara sarah sascha sasha saskia saul sebastian sebastien sedat seda sefa selahattin selcuk selda selim selin selina selma semih semra sena serap serdar serena serge sergej sergei sergey
sergio serhat serife serkan serpil sevda sevil severin sevim seyma shabnam shadi shahin shane shannon sharon shaun sheila shirin sibel sibylle siegfried siglinde sigrid
sigrun silas silke silvana silvia simeon simon simona simone sina sinan sinem slobodan sofia sofie solveig soner songul sonia sonja sophia sophie soraya soren
stanislaw stefan stefania stefanie stella sten stephan stephane stephanie stephen steve steven stina stuart suleyman sultana sumeyye susan susana susann susanna susanne suzan suzanne
svantje svea sven svenja svetlana swantje swetlana sybille sylvain sylvia sylvie sylwia tabea taha tahir tamara tamer tania tanja tansu tanya tarek tariq tarik tatiana tatjana tayfun
teresa terez tessa thea theo theodor theresa therese thibault thilo thomas thorben thorsten tiago tilda tillmann tilo timo timon timothy tina tjark tobias tomas
tomasz tommy toni tonja tony torben torsten tracy tristan tuba tugba tugce tuncay turgut turkan tyler udo ufuk ugur ulf ulla ulli ulrich ulrika ulrike ursel ursula
ute uwe vadim valentin valentina valentine valeria valerie vanessa vaclav vasil vasilis vedat vera verena veronica veronika veronique viktor viktoria vincent vincenzo
violeta virginie vivian viviane vivien vjera vladimir volkan volker volkmar waleed walid waltraud wanda wassim wencke wendy werner wiebke wieslaw wilfried wilhelm
wilhelmine willi william willy wilma winfried wiktoria wioletta wladimir wojciech wolfgang wolfram xaver xavier ximena yael yahya yanis yann yannick yara yasemin
yasin yasmin yasmina yasmine yasser yavuz yelda yolanda yordan youssef yunus yuri yusuf yves yvette yvonne zahra zainab zehra zeinab zelal zeki zeynep zilan ziad zoe zofia
zoltan zozan zuhal zuzana zuzanna zulfikar zubeyde`;

const ARABIC = `
آرش آلاء آية أحمد احمد أسامة اسامة أنس أنور انور أيمن ايمن أيوب ايوب إبراهيم ابراهيم إدريس ادريس إسراء اسراء إسماعيل اسماعيل إلياس الياس إيناس ايناس إيهاب ايهاب
ابتسام افنان أفنان اميرة أميرة اياد إياد إيلين باسل بتول بثينة بدرية بشرى بشار بلال بهاء بهروز بيسان بكر پروین پریسا پرویز
تامر تسنيم ثريا جابر جاسم جعفر جليلة جمانة جنى جواد جورج جوزيف جيهان حاتم حسام حسناء حسنين حسين حسین حليمة حمدي حمزة حميد حميدة حيدر حنين حنا
خالد خالدة خديجة خلدون خليل خلود دانا دانيال داوود داود دلال ديانا ديما رامز رامي رانيا رباب ربى رحاب رزان رشا رغد رقية رنا رند رنيم رهام رهف روان روجين رولا ريم ريما رائف
زاهر زاهي زهراء زهرا زهير زياد زينب زيد زيدان زكريا سارة ساره سارا سالي سامح سامر سعاد سعدية سعد سلمى سلمان سليمان سمر سمية سمير سميرة سناء سندس سهى سهيل سهير سهيلة سوزان سوسن سيلين سيرين
شادي شادية شذى شهد شيماء شیما شيرين شیرین شهرزاد صفية صهيب ضياء طارق طه طلال عائشة عايشة عاصم عاطف عامر عايدة عباس عبدالله عبدالرحمن عبدالرحيم عبدالكريم عبدالعزيز عبدالقادر عبدالناصر عبير عبيدة عثمان عدنان عدي عزة عصام عفاف علاء علياء عماد عمار عمرو عيسى
غادة غسان غدير غيداء فؤاد فادي فاروق فاطمة فاطمه فايزة فدوى فراس فرهاد فرید فريد فريدة فوزي فوزية فهد فيروز فيصل فيفيان قاسم قصي قيس كاوه کاوه كاظم كنان كوثر كارول كريستين
لانا لبنى لجين لمى لميس لميا لمياء لورا لؤي لينا لينة ليلى لیلا ليليان لارا ماجد ماجدة ماريا ماري مارينا مازن مايا مجدي محسن محمد محمود مدحت مرام مروان مروة مریم مريم مصطفى مصطفی معاذ معتز ممدوح منال منى منير منيرة منذر مهند مهدي مهدی مها موسى ميار ميادة ميرا ميرنا ميس ميسون ميسم ميشال ميشيل مينا ميساء
نادية ناديا نائلة نانسي نبيلة نجلاء نجوى ندى نرمين نزار نسرين نعيمة نهاد نهى نهلة نوال نورا نوران نورة نورهان نوف نيرمين نيفين نیلوفر هاجر هالة هاني هانية هدير هديل هناء هيام هيثم هيفاء هشام هيلين وائل وداد وسام وسيم ياسر ياسين ياسمين يامن يزن يحيى يوسف يونس بریوان روژین دلشاد ئازاد شیلان هێڤین`;

const CYRILLIC = `
александр александра алексей алена алёна алина алла анастасия анатолий андрей андрій анжела анна антон аня аркадий артем артём богдан борис вадим валентин валентина валерий валерія варвара василий
василь виктор виктория виталий віктор віталій владимир влад владислав володимир вячеслав галина геннадий георгий григорий даниил данил даша денис дима дмитрий дмитро евгений евгения егор екатерина
елена елизавета жанна зинаида зоя иван игорь илья инна ирина ира іван ігор ірина карина катерина катя кирилл константин костя ксения лариса лена леонид лидия людмила люся максим маргарита марина мария марія марко
маша микола милена михаил михайло миша надя наталия наталья наталія наташа настя нина никита николай оксана олег олена олеся ольга оля павел павло паша петр петро полина раиса регина руслан рустам саша светлана
семен семён сергей сергій соня софия софія станислав степан таисия тамара таня тарас татьяна тетяна тимофей тимур ульяна федор фёдор эдуард эмма юлия юля юрий юра юрій яков яна ярослав`;

const GREEK = 'αγγελικη αθηνα αικατερινη αλεξανδρος αναστασια αντωνης βασιλης γεωργια γιαννης γιωργος δημητρα δημητρης ελενη κατερινα κωστας μαρια νικος παναγιωτης χρηστος';

export const NAMES = `${LATIN} ${ARABIC} ${CYRILLIC} ${GREEK}`;

// Names that are also words, of one of the guide's languages or another's: a colour, "on", "light". Only where such a word stands
// alone is it asked about.
export const ALSO_WORDS = `
bill bob claire dan dean ernst faith frank grace grant guy hope iris jack jan jasmine josh joy kai kim lily mark max mike
nick penny pat ray rob robin rosa rose ruby sam sky sue till tim tom uli viola will wolf heide mar luz sol paz dolores azad jiyan welat can eren umit onur ozgur baris deniz
horst pierre ella jean milan umut sevgi bahar yagmur yildiz duygu dilek gizem ada ozlem arzu ezgi damla alba alma gloria pilar rosario mercedes aurora
آدم آيه نجيب حسن حازم سليم ناصر سالم نضال دينا دانة جلال نبيل وليد فارس كمال
علي عمر على نور أمل امل سلام هدى كريم سعيد جميل هادي عادل رشيد صالح فرح إيمان ايمان حنان وفاء رضا أمير امير ملاك أحلام زهرة وردة رامه شام سيف حكيم صابر
вера надежда любовь света роман лев слава`;
