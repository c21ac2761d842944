"""Words that are words and not names: where the phonetic keys must not apply.

Written by hand for this field (news, law, diplomacy, war, dates, places of English name), and not
taken from a frequency list; ``names_gate`` says how it is used. Inflected forms go by their stem.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    """
    a about above after again against all also although always am among an and another any
    anyone anything are around as at away back be became because become been before began
    behind being below between both but by can cannot could despite did do does doing done down
    during each either else enough even ever every everyone few first for four from further get
    got had has have having he hence her here hers herself him himself his hour how however i
    if in indeed inside instead into is it its itself just last later least less like made make
    many may maybe me meanwhile might mine more most much must my myself near nearly neither
    never next no nobody none nor not nothing now of off often on once one only onto or other
    others otherwise our ours ourselves out outside over own per perhaps rather same second
    several shall she should since so some someone something soon still such than that the
    their theirs them themselves then there therefore these they thing third this those though
    three through throughout thus to together too toward two under until up upon us very via
    was we well were what whatever when where whereas whether which while who whoever whole
    whom whose why will with within without would yes yet you your yours yourself
    """
)

SCRIPT_STOP_WORDS = _words(
    """
    آن اذا از است التي الذي الذين الى اما ان او اگر ایضا این با باید بر برای بعد به بود بين تا
    تلك ثم حتى خود در ذلك را شد شده على عن عند غير في قبل قد كان كانت كل كما لا لكن لم لن ليس
    ما مع من می نیز هذا هذه هر هم همه هو هي ولی پس چون که یا یک
    """
)

HOMOGRAPHS = _words(
    """
    ali ben bin faw force said sham
    """
)
"""Names, or parts of names, that are words too: only a curated name gives them a key."""

COMMON_WORDS = _words(
    """
    abandon ability able abroad absence absolute abuse academy accept access accident accord
    account accuse achieve acknowledge acquire acre across act action active activist actor
    actual add address adequate adjourn administer admiral admit adopt advance advice advise
    advocate affair affect afford afraid afternoon age agency agenda agent aggression ago agree
    ahead aid aim air aircraft airline airport airspace alarm alert alike alive allege alliance
    allow ally alone along already alter ambassador ambush amend america american ammunition
    amount ancient anger angle angry announce annual answer anti appeal appear apple apply
    appoint approach appropriate approve april arab area argue arm army arrange arrest arrive
    arson art article artillery aside ask assembly asset assist assume assure atmosphere atom
    attach attack attempt attend attorney audience audio august aunt author avenue average avert
    avoid await award aware baby bad bag balance ball ballistic ballot ban band bank banner bar
    bare bargain barrack barrage barrel barrier base basic basis battery battle bay beach bear
    beat bed beg begin belief believe belong benefit best bet better big bilateral bill billion
    bind bird birth bit bitter black blame blast bless block blockade blood blow blue board boat
    body bold bomb bond bone book border boss bottom bound bounty box boy branch brave breach
    bread break breath brief bright bring british broad brother brown budget build bulk bullet
    burden bureau burial burn burst bury bus business busy buy cabinet cable call calm camera
    camp campaign can cancel candidate cap capable capital captain captive capture car card care
    career cargo carrier carry cart case cash cast castle casual catch cause caution cease
    ceasefire celebrate cell census center central century certain chain chair chairman
    challenge chamber chance change channel chaos chapter charge charity charter chase check
    chemical chest chief child chinese choice choose church circle circuit cite citizen city
    civic civil civilian claim clash class clean clear clergy cleric climate climb close cloth
    cloud club coalition coast code coffin cold collapse colleague collect colonel color column
    combat come comfort command comment commerce commission commit committee common community
    company compare compel compete complain complete complex comply compound concede concern
    conclude condemn condition conduct confer confess confident confirm conflict confront
    congress connect consent consequence conserve consider consist consul consult contact
    contain contempt content contest context continue contract contrary control convene
    convention convey convict convoy cool cooperate cope copy core corner corps correct
    correspond corridor corrupt cost council counsel count counter country county coup couple
    courage course court cover crash create credible credit crew crime criminal crisis critic
    cross crowd crucial crude cruel cruise cry culture curb currency current curve custody
    custom cut cyber cycle daily damage damages danger dare dark data date daughter dawn day
    dead deadline deal dear death debate debris debt decade deceive december decide declare
    decline decree deep defeat defect defend defense define degree delay delegate deliver demand
    democrat demolish demonstrate denounce deny depart depend deploy depth deputy describe
    desert deserve design desire desk destroy detail detain detect deter determine develop
    device devote dialog die differ difficult dig dinner diplomat direct director dirty disagree
    disarm disaster discover discuss disease dismiss dispatch display dispute disrupt distance
    district disturb divide doctor doctrine document dollar domestic door double doubt draft
    drag dramatic draw dream dress drink drive drone drop dry due duty dynamic eager ear early
    earn earth ease east easy eat echo economy edge edit editor educate effect effort eight
    elder elect election electric element elevate eleven eliminate elite embargo embassy emerge
    emergency emphasis empire employ empty enable encourage end endanger enemy energy enforce
    engage engine english enhance enjoy enlarge enormous enrich ensure enter entire entry envoy
    equal equip era error escalate escape escort essential establish estate estimate europe
    evacuate evade evening event evict evidence evil exact examine example exceed except
    exchange exclude execute exempt exercise exert exhaust exile exist exit expand expect expel
    expense expert explain explode exploit explore explosive export expose express extend extent
    external extra extract extradite extreme eye fabric face facility fact factor fail fair
    faith fall false fame family famous far farm fast fatal fate father fault favor fear federal
    federation feed feel fellow female fence fever field fierce fifth fight figure file fill
    film final finance find fine finger finish fire firm fish fit five fix flag flame flash flat
    flee fleet flight float flood floor flow fly focus foe follow food fool foot foreign forest
    forget forgive form formal former fort forth fortune forum forward found fourth frame free
    freeze french frequent fresh friday friend front frontier frozen fruit fuel fugitive fulfil
    full fund funeral furious future gain gallery game gap garden gas gate gather general
    generate genocide gentle genuine german giant gift girl give glad glass global goal god gold
    good goods govern governor grab grace grade grand grant graph grass grave gray great green
    grief grip ground group grow guarantee guard guess guest guide guilt guilty gulf gun habit
    hail hair half hall halt hand handle hang happen happy harbor hard harm harsh harvest hate
    head heal health hear hearing heart heat heaven heavy heed height heir helicopter hell hello
    help hero hesitate hide high highway hill hint hire history hit hold hole holy home honest
    honor hope horror horse hospital host hostage hostile hot hotel house huge human humiliate
    hundred hunger hunt hurt husband ice idea ideal identify ideology ignore ill image imagine
    immediate imminent immune impact impeach imply import impose impress improve impunity
    incident include income increase index indicate indict individual industry infantry
    influence inform initial initiate injure inner innocent inquest inquire insist inspect
    install institute insult insurgent intelligence intend intense intent intercept interest
    interfere interim interior internal international internet interpret interrupt interval
    intervene interview invade invest investigate invite involve iranian iraqi island isolate
    israeli issue item jail january jet job join joint joke journal journalist journey joy judge
    judgment juice july jump june junior jurist jury justice justify keen keep key kid kidnap
    kill kilometer kind king kingdom kiss knee know knowledge kurdish label labor lack lady lake
    land lane language large laser late laugh launch law lawful lawyer lay lead leader league
    leak lean learn lease leave lecture left leg legacy legal legend legislate legitimate lend
    length lesson let letter level liberal liberate liberty library license lie life lift light
    likely limit line link lip list listen liter literal little live load loan local locate lock
    long look loose lose loss lot loud love low loyal luck lunch machine mail main maintain
    major male malign man manage mandate maneuver manner march margin marine mark market marry
    marsh martyr mask mass massacre massive master match mate material matter mayor meal mean
    measure meat media mediate medical meet member memo memory men mental mention merchant mercy
    mere merge merit message metal meter method middle midnight migrate mild mile militant
    military militia milk mill million mind minimal minister minor minute mirror miss missile
    mission mistake mix mobile mode model modern moment monday money monitor month monument mood
    moon moral morning mosque mother motion motive motor mount mountain mourn mourner mouth move
    movement multiple murder museum music mutual mystery name narrative narrow nation native
    nato nature naval navy neck need negative neglect negotiate neighbor nerve network neutral
    new news night nine nineteen noble noise nominate normal north notable note notice notify
    notion notorious november nuclear number nurse oath obey object oblige observe obstruct
    obtain obvious occasion occupy occur ocean october odd offend offense offer office officer
    official oil old open operate opinion oppose opt option oral order organ organize origin
    oust outbreak outcome outlet outline outrage overall overcome overseas overthrow owe owner
    pace pack pact page pain pair palace panel panic paper parade parallel park parliament part
    partial participate partner party pass passenger past path patient patrol pause pay peace
    peak peer penalty people percent perfect perform peril period permanent permit perpetrate
    persian persist person personal persuade petition phase phone photo phrase pick picture
    piece pillar pilot pipe pirate place plain plan plane plant plate platform play plea plead
    pledge plenty plot plunge pocket poem point poison pole police policy polite political poll
    pool poor pope popular port portion pose position positive possess possible post poster
    posture potential pound power practical practice praise pray precede precise predict prefer
    premier prepare presence present preside president press pressure presume pretext prevail
    prevent previous price pride priest primary prime prince principal principle print prior
    prison private privilege prize probe problem proceed process proclaim produce profession
    profile profit profound program progress prohibit project promise promote prompt proof
    proper property propose prosecute protect protest proud prove provide province provoke proxy
    public publish pull pulse punish purchase pure purge purpose pursue push put quake quality
    quarter queen question quick quiet quit quote race racket radar radical radio raid rail rain
    raise rally random range rank rapid rare rate ration ray reach react read ready real reason
    rebel rebuild rebuke recall receive recent reckless recognize recommend record recover
    recruit red reduce refer refinery reform refuge refuse regard regime region register regret
    regular reign reiterate reject relate relation release relevant relief religion rely remain
    remark remember remind remote remove render renew repair repeat repel replace reply report
    represent repress republic republican request require rescue research resent reserve
    resident resign resist resolution resolve resort resource respect respond rest restore
    restrain restrict result resume retain retaliate retire retreat return reveal revenge
    revenue reverse review revise revive revolt revolution reward rhetoric rich rid ride rifle
    right rigid ring riot rise risk ritual rival river road rock rocket role roll roof room root
    rope rough round route routine row royal rude ruin rule rumor run rural rush russian
    sabotage sack sacred sacrifice sad safe safety sail sale salute sample sanction sand
    satellite satisfy saturday save say scale scandal scatter scene schedule scheme school
    science scope score screen sea seal search season seat secret secretary sect section sector
    secure see seek seem segment seize select self sell senate senator send senior sense
    sentence separate september serious serve service session set settle seven severe shadow
    shake shame shape share sharp shatter shed sheet shelter shield shift shine ship shirt shock
    shoot shop shore short shot shoulder shout show shrine shut sick side siege sight sign
    signal silent silver similar simple sin single sir sister sit site six size skill skip
    skirmish sky slam slave sleep slice slide slight slim slip slogan slow small smart smell
    smile smoke smooth snap sniper social society soft soil soldier sole solid solution solve
    son sorrow sort soul sound source south sovereign space spare spark speak special specific
    speech speed spell spend sphere spill spirit split spoil spokesman sponsor sport spot spread
    spring spy squad square squeeze stable staff stage stake stamp stance stand standard star
    start state statement station statue statute stay steady steal steel stem step stick stock
    stone stop store storm story straight strain strait strange strategic strategy stream street
    strength stress stretch strict strike string strip stroke strong struggle student study
    subject submit substance succeed success sudden sue suffer sufficient suggest suicide suit
    summer summit summon sun sunday supply support suppose supreme sure surface surge surprise
    surrender surround survey survive suspect suspend sustain swear sweep swift sword symbol
    sympathy syrian system table tackle tactic take tale talk tall tank target tariff task taste
    tax teach team tear tech telephone tell temple ten tend tension tent term terrible territory
    terror terrorist test text thank theater theme theory thick thin think thirty thousand
    threat threaten throw thursday ticket tie tight time tip tired title today toll tomorrow ton
    tone tool top topic torture total touch tough tour tower town track trade tradition traffic
    tragedy trail train transfer transit translate transport trap trash travel treason treasury
    treat treaty tree trend trial tribe tribunal tribute trick trigger trip troop trouble truce
    truck true trump trust truth try tuesday tunnel turk turkish turn twelve twenty twice twin
    type ugly ultimate umbrella unable uncle undermine understand unfair uniform union unique
    unit unite universe unlawful urban urge urgent use usual vaccine vacuum valid valley value
    van vast vehicle verdict version vessel veteran veto vice victim victory video view vigil
    village violate violence virtue virus visa visible vision visit vital voice volume volunteer
    vote vow voyage wage wait wake walk wall want war ward warfare warm warn warrant warship
    wash waste watch water wave way weak wealth weapon wear weather web wedding wednesday week
    weekend weigh welcome welfare west wheel white wide widow wife wild win wind window wine
    wing winner winter wire wish withdraw witness woman women wonder wood word work worker world
    worry worse worst worth wound wreck write wrong yard year yellow yesterday yield young youth
    zero zone
    """
)
