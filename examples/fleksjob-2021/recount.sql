-- Konstruerede data: sagerne og svarene er lavet, så de giver de tal, Ankestyrelsen offentliggjorde i 2021.
--
-- Regner hvert tal i eksemplet ud igen fra svarene alene, uden programmet:
--
--     sqlite3 -readonly -box out/fleksjob-2021.db < examples/fleksjob-2021/recount.sql
--
-- Intet gemmes i databasen. SQLite 3.38 eller nyere. Se docs/methods.md, »Regn et tal efter med sqlite3«.
--
-- Skrevet efter rubrics/fleksjob-122.yaml. Alle steder betyder
--     NULL   ukendt: svaret fremgår ikke eller kan ikke vurderes
--     ''     spørgsmålet er ikke stillet i sagen; det gør intet sandt
-- så SQL's egen logik regner rigtigt, når en nægtelse skrives: not in ('ja', '').


-- ── Bedømmelser og svar ─────────────────────────────────────────────────────────────────────────

-- De færdige bedømmelser. Kolonnen outcome bruges kun som mærke for, at de er færdige.
create temp view færdig as
select id, case_key,
       case round when 'first' then 1 when 'adjudicated' then 2 when 'after_hearing' then 3 end as rang
from assessment
where outcome is not null and round in ('first', 'adjudicated', 'after_hearing');

-- Den seneste af dem i hver sag er den, der tæller.
create temp view tæller as
select id, case_key
from færdig
where not exists (
    select 1 from færdig as senere where senere.case_key = færdig.case_key and senere.rang > færdig.rang
);

-- Skemaets spørgsmål.
create temp view spørgsmål (spørgsmål) as
values
    ('fleksjobbet'), ('begrænset'), ('oplyst'), ('indstilling-foreligger'), ('indstilling-benyttet'),
    ('indstilling-forhold'),
    ('indstilling-begrunder'), ('indstilling-mål'), ('indstilling-kompensation'), ('indstilling-udvikling'),
    ('indstilling-rimelig-periode'), ('kontakt'), ('praktik-savnet'), ('inddragelse'),
    ('fælles-møde-savnet'), ('konkret-vurdering'), ('klarer-jobbet'), ('godkendt'), ('afviger'),
    ('vurdering-indhold'), ('hurtigst-muligt'), ('skånebehov'), ('udnyttelse'), ('arbejdsgiver-og-løn'),
    ('andre-betingelser'), ('timetal'), ('forskel-timer'), ('bedre-tilbud'), ('forskel-begrundet'),
    ('forskel-grund'), ('forskel-opfølgning'), ('skema'), ('skriftlig'), ('klagevejledning'), ('klagefrist'),
    ('begrundelse'), ('medhold'), ('aftale'), ('progression'), ('rimelig-periode'), ('progression-plan'),
    ('udvikling-drøftet'), ('forringelse-drøftet'), ('tiltag'), ('fejl-betydning');

-- Svaret på hvert spørgsmål i hver bedømmelse. Er der valgt flere svar, står de med komma imellem.
-- Et særligt svar er et fund efter skemaet. Det er derfor kendt og står med sit ord.
create temp view svar as
select færdig.id, spørgsmål,
       case when value is null or value = 'ikke_relevant' then ''
            when question = 'medhold' and value = 'kan_ikke_vurderes' then value
            when special then null
            else group_concat(value) end as svar
from færdig cross join spørgsmål
left join answer on answer.assessment = færdig.id and answer.question = spørgsmål and counted
group by færdig.id, spørgsmål;

-- Svarene ved siden af hinanden: en række for hver bedømmelse og en kolonne for hvert spørgsmål.
create temp table skema as
select færdig.id, færdig.rang, frame_case.key as case_key, frame_case.kommune,
       coalesce(nullif(frame_case.file_no, ''), '/' || frame_case.case_id) as journalnr,
       max(svar) filter (where spørgsmål = 'fleksjobbet') as [fleksjobbet],
       max(svar) filter (where spørgsmål = 'begrænset') as [begrænset],
       max(svar) filter (where spørgsmål = 'oplyst') as [oplyst],
       max(svar) filter (where spørgsmål = 'indstilling-foreligger') as [indstilling-foreligger],
       max(svar) filter (where spørgsmål = 'indstilling-benyttet') as [indstilling-benyttet],
       max(svar) filter (where spørgsmål = 'indstilling-forhold') as [indstilling-forhold],
       max(svar) filter (where spørgsmål = 'indstilling-begrunder') as [indstilling-begrunder],
       max(svar) filter (where spørgsmål = 'indstilling-mål') as [indstilling-mål],
       max(svar) filter (where spørgsmål = 'indstilling-kompensation') as [indstilling-kompensation],
       max(svar) filter (where spørgsmål = 'indstilling-udvikling') as [indstilling-udvikling],
       max(svar) filter (where spørgsmål = 'indstilling-rimelig-periode') as [indstilling-rimelig-periode],
       max(svar) filter (where spørgsmål = 'kontakt') as [kontakt],
       max(svar) filter (where spørgsmål = 'praktik-savnet') as [praktik-savnet],
       max(svar) filter (where spørgsmål = 'inddragelse') as [inddragelse],
       max(svar) filter (where spørgsmål = 'fælles-møde-savnet') as [fælles-møde-savnet],
       max(svar) filter (where spørgsmål = 'konkret-vurdering') as [konkret-vurdering],
       max(svar) filter (where spørgsmål = 'vurdering-indhold') as [vurdering-indhold],
       max(svar) filter (where spørgsmål = 'klarer-jobbet') as [klarer-jobbet],
       max(svar) filter (where spørgsmål = 'godkendt') as [godkendt],
       max(svar) filter (where spørgsmål = 'hurtigst-muligt') as [hurtigst-muligt],
       max(svar) filter (where spørgsmål = 'skånebehov') as [skånebehov],
       max(svar) filter (where spørgsmål = 'udnyttelse') as [udnyttelse],
       max(svar) filter (where spørgsmål = 'arbejdsgiver-og-løn') as [arbejdsgiver-og-løn],
       max(svar) filter (where spørgsmål = 'andre-betingelser') as [andre-betingelser],
       max(svar) filter (where spørgsmål = 'timetal') as [timetal],
       max(svar) filter (where spørgsmål = 'forskel-timer') as [forskel-timer],
       max(svar) filter (where spørgsmål = 'bedre-tilbud') as [bedre-tilbud],
       max(svar) filter (where spørgsmål = 'forskel-begrundet') as [forskel-begrundet],
       max(svar) filter (where spørgsmål = 'forskel-grund') as [forskel-grund],
       max(svar) filter (where spørgsmål = 'forskel-opfølgning') as [forskel-opfølgning],
       max(svar) filter (where spørgsmål = 'skema') as [skema],
       max(svar) filter (where spørgsmål = 'skriftlig') as [skriftlig],
       max(svar) filter (where spørgsmål = 'klagevejledning') as [klagevejledning],
       max(svar) filter (where spørgsmål = 'klagefrist') as [klagefrist],
       max(svar) filter (where spørgsmål = 'begrundelse') as [begrundelse],
       max(svar) filter (where spørgsmål = 'afviger') as [afviger],
       max(svar) filter (where spørgsmål = 'medhold') as [medhold],
       max(svar) filter (where spørgsmål = 'aftale') as [aftale],
       max(svar) filter (where spørgsmål = 'progression') as [progression],
       max(svar) filter (where spørgsmål = 'rimelig-periode') as [rimelig-periode],
       max(svar) filter (where spørgsmål = 'progression-plan') as [progression-plan],
       max(svar) filter (where spørgsmål = 'udvikling-drøftet') as [udvikling-drøftet],
       max(svar) filter (where spørgsmål = 'forringelse-drøftet') as [forringelse-drøftet],
       max(svar) filter (where spørgsmål = 'tiltag') as [tiltag],
       max(svar) filter (where spørgsmål = 'fejl-betydning') as [fejl-betydning]
from færdig
join frame_case on frame_case.key = færdig.case_key
join svar on svar.id = færdig.id
group by færdig.id;

-- Om et spørgsmål stilles, kan bero på et ukendt svar. Så er svaret på det også ukendt.
update skema
set [indstilling-forhold] = null, [indstilling-mål] = null,
    [indstilling-kompensation] = null, [indstilling-udvikling] = null
where [indstilling-foreligger] is null;

update skema
set [praktik-savnet] = null
where [kontakt] is null;

update skema
set [fælles-møde-savnet] = null
where [inddragelse] is null;

update skema
set [indstilling-rimelig-periode] = null
where [begrænset] is null and [indstilling-foreligger] in ('ja', 'referat');

update skema
set [rimelig-periode] = null
where [begrænset] is null and [progression] = 'mulig';

update skema
set [forskel-timer] = null, [forskel-begrundet] = null, [forskel-opfølgning] = null
where [timetal] is null;

-- is 'nej' og is 'ja' står, hvor skemaet siger, at et svar, der ikke fremgår, ikke er en fejl.
update skema
set [fejl-betydning] = null
where [fejl-betydning] = ''
  and ([indstilling-foreligger] is 'nej'
       or [indstilling-benyttet] is 'nej'
       or ([indstilling-begrunder] is not null and [indstilling-begrunder] <> ''
           and not ([indstilling-begrunder] like '%afklaret%' and [indstilling-begrunder] like '%ikke_ordinært%'
                    and [indstilling-begrunder] like '%jobtyper%' and [indstilling-begrunder] like '%hensyn%'))
       or [indstilling-rimelig-periode] is 'nej'
       or [konkret-vurdering] = 'nej'
       or ([vurdering-indhold] <> ''
           and not ([vurdering-indhold] like '%timetal%' and [vurdering-indhold] like '%intensitet%'
                    and [vurdering-indhold] like '%skånehensyn%' and [vurdering-indhold] like '%arbejdsopgaver%'))
       or [klarer-jobbet] in ('nej', 'ingen_stilling')
       or [hurtigst-muligt] is 'nej'
       or [udnyttelse] = 'nej'
       or [arbejdsgiver-og-løn] is 'nej'
       or [godkendt] is 'nej'
       or [andre-betingelser] is 'ja'
       or [bedre-tilbud] is 'ja'
       or [forskel-grund] like '%ingen%'
       or [medhold] = 'nej'
       or ([begrænset] = 'ja' and [progression] in ('ikke_mulig', 'ingen_stilling'))
       or [rimelig-periode] = 'nej') is null;


-- ── Fund, anbefalinger og udfald i hver bedømmelse ──────────────────────────────────────────────

-- Et udfald uden for stigen ligger over den og afgør sagen.
create temp view stige (udfald, trin) as
values ('rigtig', 0), ('forkert', 1), ('uden_for', 2);

-- gjort: 1 fundet er gjort, 0 det er det ikke, NULL et ukendt svar afgør det.
create temp table fund as
select id, 'mindre-oplysninger-mangler' as fund, 'rigtig' as udfald, null as anbefaling,
    [oplyst] = 'mindre_mangler' as gjort from skema
union all select id, 'væsentlige-oplysninger-mangler', 'forkert', null, [oplyst] = 'nej' from skema
union all select id, 'kun-referat', 'rigtig', null, [indstilling-foreligger] = 'referat' from skema
union all select id, 'ikke-forelagt', 'rigtig', null, [indstilling-foreligger] = 'nej' from skema
union all select id, 'indstilling-ikke-benyttet', 'rigtig', null, [indstilling-benyttet] = 'nej' from skema
union all select id, 'beskæftigelsesmål-mangler', 'rigtig', null, [indstilling-mål] = 'nej' from skema
union all select id, 'team-begrunder-ikke-udvikling', 'rigtig', null, [indstilling-rimelig-periode] = 'nej' from skema
union all select id, 'praktik-kunne-have-afklaret', 'rigtig', 'brug-praktik', [praktik-savnet] = 'ja' from skema
union all select id, 'fælles-møde-kunne-have-gavnet', 'rigtig', 'inddrag-borgeren',
    [fælles-møde-savnet] = 'ja' from skema
union all select id, 'borger-ikke-inddraget', 'rigtig', 'inddrag-borgeren', [inddragelse] = 'ikke_inddraget' from skema
union all select id, 'ikke-første-fleksjob', 'uden_for', null, [fleksjobbet] = 'senere' from skema
union all select id, 'fastholdelsesfleksjob', 'uden_for', null, [fleksjobbet] = 'fastholdelse' from skema
union all select id, 'kan-ikke-klare-jobbet', 'rigtig', null, [klarer-jobbet] = 'nej' from skema
union all select id, 'klarer-jobbet-ikke-vurderet', 'rigtig', null, [klarer-jobbet] = 'ingen_stilling' from skema
union all select id, 'fleksjob-ikke-godkendt', 'rigtig', null, [godkendt] = 'nej' from skema
union all select id, 'afvigelser-ikke-i-begrundelse', 'rigtig', 'skriftlig-afgørelse', [afviger] = 'ja' from skema
union all select id, 'ingen-konkret-vurdering', 'rigtig', null, [konkret-vurdering] = 'nej' from skema
union all select id, 'vurdering-for-sent', 'rigtig', null, [hurtigst-muligt] = 'nej' from skema
union all select id, 'tvivl-om-skånebehov', 'forkert', null, [skånebehov] = 'tvivl' from skema
union all select id, 'skånebehov-ikke-tilgodeset', 'forkert', null, [skånebehov] = 'nej' from skema
union all select id, 'arbejdsevne-ikke-udnyttet', 'rigtig', null, [udnyttelse] = 'nej' from skema
union all select id, 'job-ikke-sikret', 'rigtig', null, [arbejdsgiver-og-løn] = 'nej' from skema
union all select id, 'betingelser-uden-hjemmel', 'rigtig', null, [andre-betingelser] = 'ja' from skema
union all select id, 'bedre-tilbud-fandtes', 'rigtig', null, [bedre-tilbud] = 'ja' from skema
union all select id, 'forskel-ikke-begrundet', 'rigtig', 'skriftlig-afgørelse', [forskel-begrundet] = 'nej' from skema
union all select id, 'forskel-uden-grund', 'rigtig', null, [forskel-grund] like '%ingen%' from skema
union all select id, 'ikke-skriftlig', 'rigtig', 'skriftlig-afgørelse', [skriftlig] = 'nej' from skema
union all select id, 'klagevejledning-mangler', 'rigtig', 'skriftlig-afgørelse', [klagevejledning] = 'nej' from skema
union all select id, 'klagefrist-mangler', 'rigtig', 'skriftlig-afgørelse', [klagefrist] = 'nej' from skema
union all select id, 'begrundelse-mangler', 'rigtig', 'skriftlig-afgørelse', [begrundelse] like '%ingen%' from skema
union all select id, 'begrundelsespligt-ikke-opfyldt', 'rigtig', null, [medhold] = 'nej' from skema
union all select id, 'medhold-uvist', 'rigtig', null, [medhold] = 'kan_ikke_vurderes' from skema
union all select id, 'progression-ikke-vurderet', 'rigtig', 'drøft-progression',
    [progression] = 'ingen_stilling' from skema
union all select id, 'rimelig-periode-ikke-vurderet', 'rigtig', null, [rimelig-periode] = 'nej' from skema
union all select id, 'udvikling-ikke-drøftet', 'rigtig', 'drøft-progression', [udvikling-drøftet] = 'nej' from skema
union all select id, 'forringelse-ikke-drøftet', 'rigtig', 'drøft-progression', [forringelse-drøftet] = 'nej' from skema
union all select id, 'fejl-gør-forkert', 'forkert', null, [fejl-betydning] = 'ja' from skema
-- Fund af flere svar. Ingen svarmulighed er en del af en anden, så like finder den rigtige.
union all select id, 'indstilling-uden-alle-forhold', 'rigtig', null, [indstilling-forhold] <> '' and not (
    [indstilling-forhold] like '%beskæftigelse%' and [indstilling-forhold] like '%sociale%'
    and [indstilling-forhold] like '%helbred%') from skema
union all select id, 'indstilling-ikke-fyldestgørende', 'rigtig', null, [indstilling-begrunder] <> '' and not (
    [indstilling-begrunder] like '%afklaret%' and [indstilling-begrunder] like '%ikke_ordinært%'
    and [indstilling-begrunder] like '%jobtyper%' and [indstilling-begrunder] like '%hensyn%') from skema
union all select id, 'timetal-ikke-vurderet', 'rigtig', null,
    [vurdering-indhold] <> '' and [vurdering-indhold] not like '%timetal%' from skema
union all select id, 'intensitet-ikke-vurderet', 'rigtig', null,
    [vurdering-indhold] <> '' and [vurdering-indhold] not like '%intensitet%' from skema
union all select id, 'skånehensyn-ikke-vurderet', 'rigtig', null,
    [vurdering-indhold] <> '' and [vurdering-indhold] not like '%skånehensyn%' from skema
union all select id, 'arbejdsopgaver-ikke-undersøgt', 'rigtig', null,
    [vurdering-indhold] <> '' and [vurdering-indhold] not like '%arbejdsopgaver%' from skema
union all select id, 'timetal-ikke-i-begrundelse', 'rigtig', 'skriftlig-afgørelse',
    [begrundelse] <> '' and [begrundelse] not like '%timetal%' and [begrundelse] not like '%ingen%' from skema
union all select id, 'intensitet-ikke-i-begrundelse', 'rigtig', 'skriftlig-afgørelse',
    [begrundelse] <> '' and [begrundelse] not like '%intensitet%' and [begrundelse] not like '%ingen%' from skema
union all select id, 'skånehensyn-ikke-i-begrundelse', 'rigtig', 'skriftlig-afgørelse',
    [begrundelse] <> '' and [begrundelse] not like '%skånehensyn%' and [begrundelse] not like '%ingen%' from skema
union all select id, 'progression-lovkrav', 'rigtig', 'drøft-progression',
    [begrænset] = 'ja' and [progression] in ('ikke_mulig', 'ingen_stilling') from skema;

-- Det alvorligste fund afgør udfaldet; uden fund er det det mildeste. Kunne et ukendt svar gøre det værre,
-- kan sagen ikke vurderes, medmindre den ligger uden for stigen. En jurists afgørelse af udfaldet går forud.
create temp table udfald as
with højest as (
    select id,
           coalesce(max(trin) filter (where gjort), 0) as sikkert,
           coalesce(max(trin) filter (where gjort is null), 0) as muligt
    from fund join stige using (udfald)
    group by id
), afledt as (
    select id, iif(muligt > sikkert and sikkert < 2, 'kan_ikke_vurderes', stige.udfald) as afledt
    from højest join stige on trin = sikkert
)
select id, afledt, coalesce(ruling.outcome, afledt) as udfald
from afledt left join ruling on ruling.assessment = afledt.id;

-- Sagerne, der tæller: alle tal nedenfor er optalt af dem.
create temp view sag as
select skema.*, udfald.udfald, nullif(udfald.udfald, 'kan_ikke_vurderes') as kendt
from tæller join skema using (id) join udfald using (id);


-- ── I alt ───────────────────────────────────────────────────────────────────────────────────────

select 'cases' as [i alt], count(*) as antal from sag
union all select 'files', count(distinct kommune || ' ' || journalnr) from sag
union all select 'kommuner', count(distinct kommune) from sag
union all select 'asked', sum(asked) from stratum
union all select 'drawn', count(*) from drawn;


-- ── Rigtighed, på begge måder ───────────────────────────────────────────────────────────────────

select 'rigtige af alle' as rigtighed, sum(udfald = 'rigtig') as antal, count(*) as blandt,
       (200 * sum(udfald = 'rigtig') + count(*)) / (2 * count(*)) as procent,
       sum(udfald = 'kan_ikke_vurderes') as ukendt
from sag
union all
select 'rigtige af dem, der kan vurderes', sum(udfald = 'rigtig'), count(*),
       (200 * sum(udfald = 'rigtig') + count(*)) / (2 * count(*)), 0
from sag where udfald in ('rigtig', 'forkert');


-- ── Udfald ──────────────────────────────────────────────────────────────────────────────────────

with udfaldene (udfald) as (select udfald from stige union all values ('kan_ikke_vurderes'))
select udfaldene.udfald, sum(sag.udfald = udfaldene.udfald) as antal, count(*) as blandt,
       (200 * sum(sag.udfald = udfaldene.udfald) + count(*)) / (2 * count(*)) as procent,
       sum(sag.udfald = 'kan_ikke_vurderes' and udfaldene.udfald <> 'kan_ikke_vurderes') as ukendt
from udfaldene cross join sag
group by udfaldene.udfald;

-- Bedømt igen efter høringen: udfaldet før og efter.
select før.udfald as [før høringen], efter.udfald as [efter høringen], count(*) as antal
from skema as efter_høring
join udfald as efter using (id)
join skema as før_høring on før_høring.case_key = efter_høring.case_key
join udfald as før on før.id = før_høring.id
where efter_høring.rang = 3
  and før_høring.rang = (select max(rang) from skema where rang < 3 and case_key = efter_høring.case_key)
group by før.udfald, efter.udfald;

-- Udfald, som en jurist har afgjort anderledes eller stadfæstet. Her er ingen.
select afledt as [af svarene], ruling.outcome as afgjort, count(*) as antal
from ruling join udfald on udfald.id = ruling.assessment join sag using (id)
group by afledt, ruling.outcome;


-- ── Nøgletal ────────────────────────────────────────────────────────────────────────────────────

-- En linje for hvert nøgletal: blandt er nævneren, tælles er tælleren. Navnene er dem i claims.yaml.
-- Skemaet, kontakten og inddragelsen er kun ukendt, når svaret er fremgår_ikke. Derfor tæller is null de sager.
create temp view nøgletal as
select kommune, 'sager' as nøgletal, true as blandt, [fleksjobbet] = 'første' as tælles from sag
union all select kommune, 'forelagt', [fleksjobbet] = 'første', [indstilling-foreligger] in ('ja', 'referat') from sag
union all select kommune, 'kun-referat', [fleksjobbet] = 'første', [indstilling-foreligger] = 'referat' from sag
union all select kommune, 'indstilling-benyttet-fremgår-ikke', [fleksjobbet] = 'første',
    [indstilling-benyttet] is null from sag
union all select kommune, 'indstilling-mindre-detaljeret', [fleksjobbet] = 'første',
    [indstilling-forhold] <> '' and not (
    [indstilling-forhold] like '%beskæftigelse%' and [indstilling-forhold] like '%sociale%'
    and [indstilling-forhold] like '%helbred%') from sag
union all select kommune, 'uden-mål-efter-praktik', [indstilling-mål] = 'nej', [kontakt] = 'praktik' from sag
union all select kommune, 'arbejdsgiver-og-løn', [fleksjobbet] = 'første', [arbejdsgiver-og-løn] = 'ja' from sag
union all select kommune, 'forskel-to-til-seks-timer', [timetal] in ('lavere', 'højere'),
    [forskel-timer] <> '' and cast([forskel-timer] as real) between 2 and 6 from sag
union all select kommune, 'oplyst-tilstrækkeligt', [fleksjobbet] = 'første',
    [oplyst] in ('ja', 'mindre_mangler') from sag
union all select kommune, 'indstilling-benyttet', [fleksjobbet] = 'første', [indstilling-benyttet] = 'ja' from sag
union all select kommune, 'indstilling-forhold', [fleksjobbet] = 'første',
    [indstilling-forhold] like '%beskæftigelse%' and [indstilling-forhold] like '%sociale%'
    and [indstilling-forhold] like '%helbred%' from sag
union all select kommune, 'indstilling-beskæftigelsesmål', [fleksjobbet] = 'første', [indstilling-mål] = 'ja' from sag
union all select kommune, 'indstilling-kompenserende', [fleksjobbet] = 'første',
    [indstilling-kompensation] = 'ja' from sag
union all select kommune, 'indstilling-progression', [fleksjobbet] = 'første', [indstilling-udvikling] = 'ja' from sag
union all select kommune, 'kontakt-praktik', [fleksjobbet] = 'første', [kontakt] = 'praktik' from sag
union all select kommune, 'kontakt-borger', [fleksjobbet] = 'første', [kontakt] = 'borger' from sag
union all select kommune, 'kontakt-kommune', [fleksjobbet] = 'første', [kontakt] = 'kommune' from sag
union all select kommune, 'kontakt-fremgår-ikke', [fleksjobbet] = 'første', [kontakt] is null from sag
union all select kommune, 'inddraget-møde', [fleksjobbet] = 'første', [inddragelse] = 'møde' from sag
union all select kommune, 'inddraget-fremgår-ikke', [fleksjobbet] = 'første', [inddragelse] is null from sag
union all select kommune, 'inddraget-andet', [fleksjobbet] = 'første',
    [inddragelse] in ('møde_uden_arbejdsgiver', 'eget_netværk') from sag
union all select kommune, 'konkret-vurdering', [fleksjobbet] = 'første',
    [vurdering-indhold] like '%skånehensyn%' from sag
union all select kommune, 'rigtige', [fleksjobbet] = 'første', kendt = 'rigtig' from sag
union all select kommune, 'timetal-svarer-til', [fleksjobbet] = 'første', [timetal] = 'svarer_til' from sag
union all select kommune, 'timetal-forskel', [fleksjobbet] = 'første', [timetal] in ('lavere', 'højere') from sag
union all select kommune, 'timetal-lavere', [timetal] in ('lavere', 'højere'), [timetal] = 'lavere' from sag
union all select kommune, 'timetal-højere', [timetal] in ('lavere', 'højere'), [timetal] = 'højere' from sag
union all select kommune, 'forskel-begrundet', [timetal] in ('lavere', 'højere'), [forskel-begrundet] = 'ja' from sag
union all select kommune, 'forskel-ikke-begrundet', [timetal] in ('lavere',
    'højere'), [forskel-begrundet] = 'nej' from sag
union all select kommune, 'skema-kommuner', [fleksjobbet] = 'første', [skema] in ('eget', 'ab_325', 'vitas') from sag
union all select kommune, 'skema-eget', [fleksjobbet] = 'første', [skema] = 'eget' from sag
union all select kommune, 'skema-kl', [fleksjobbet] = 'første', [skema] = 'ab_325' from sag
union all select kommune, 'skema-fremgår-ikke', [fleksjobbet] = 'første', [skema] is null from sag
union all select kommune, 'skriftlig-afgørelse-klagevejledning', [fleksjobbet] = 'første',
    [klagevejledning] = 'ja' from sag
union all select kommune, 'skema-eget-uden-klagevejledning', [skema] = 'eget',
    [skriftlig] = 'nej' or [klagevejledning] = 'nej' from sag
union all select kommune, 'skema-kl-med-klagevejledning', [skema] = 'ab_325', [klagevejledning] = 'ja' from sag
union all select kommune, 'skema-fremgår-ikke-med-klagevejledning', [skema] is null, [klagevejledning] = 'ja' from sag
union all select kommune, 'skriftlig-aftale', [fleksjobbet] = 'første', [aftale] = 'ja' from sag
union all select kommune, 'progression-mulig', [fleksjobbet] = 'første', [progression] = 'mulig' from sag
union all select kommune, 'progression-ikke-mulig', [fleksjobbet] = 'første', [progression] = 'ikke_mulig' from sag
union all select kommune, 'tiltag-planlagt', [fleksjobbet] = 'første',
    [tiltag] like '%hjælpemidler%' or [tiltag] like '%indretning%'
    or [tiltag] like '%personlig_assistance%' or [tiltag] like '%træning%' or [tiltag] like '%mentor%'
    or [tiltag] like '%andet%' from sag
union all select kommune, 'tiltag-ikke-mulige', [fleksjobbet] = 'første', [tiltag] like '%ikke_mulige%' from sag;

select nøgletal, count(*) filter (where blandt and tælles) as antal, count(*) filter (where blandt) as blandt,
       (200 * count(*) filter (where blandt and tælles) + count(*) filter (where blandt))
           / (2 * count(*) filter (where blandt)) as procent,
       count(*) filter (where blandt and tælles is null) as ukendt
from nøgletal
where nøgletal <> 'skema-kommuner'
group by nøgletal;

-- Talt i kommuner: en kommune tælles, når mindst én af dens sager gør.
-- Den er ukendt, når ingen gør, og mindst én er ukendt.
with kommuner as (
    select nøgletal, kommune, max(tælles) is true as tælles, count(*) > count(tælles) as ukendt
    from nøgletal
    where nøgletal = 'skema-kommuner' and blandt
    group by nøgletal, kommune
)
select nøgletal, sum(tælles) as antal, count(*) as blandt, (200 * sum(tælles) + count(*)) / (2 * count(*)) as procent,
       sum(ukendt and not tælles) as ukendt
from kommuner
group by nøgletal;


-- ── Tal ─────────────────────────────────────────────────────────────────────────────────────────

-- Midterst er medianen: af et lige antal er den gennemsnittet af de to midterste.
with svarene as (
    select cast([forskel-timer] as real) as tal, count(*) over () as antal,
           row_number() over (order by cast([forskel-timer] as real)) as nr
    from sag
    where [forskel-timer] <> ''
), stillet as (
    select count(*) as stillet from answer join sag on sag.id = answer.assessment
    where question = 'forskel-timer' and counted
)
select 'forskel-timer' as tal, stillet, count(*) as besvaret, min(tal) as mindst,
       avg(tal) filter (where nr in ((antal + 1) / 2, antal / 2 + 1)) as midterst,
       max(tal) as størst, round(avg(tal), 2) as gennemsnit
from svarene cross join stillet;


-- ── Svar ────────────────────────────────────────────────────────────────────────────────────────

-- Et svar, som ingen har fået, har ingen række.
with givet as (
    select answer.assessment, question, value, special and value <> 'ikke_relevant' as ukendt
    from answer join sag on sag.id = answer.assessment
    where counted
), stillet as (
    select question, count(distinct assessment) as blandt, sum(ukendt) as ukendt from givet group by question
)
select question as spørgsmål, value as svar, count(*) as antal, blandt,
       (200 * count(*) + blandt) / (2 * blandt) as procent, stillet.ukendt - sum(givet.ukendt) as ukendt
from givet join stillet using (question)
group by question, value;


-- ── Fund ────────────────────────────────────────────────────────────────────────────────────────

-- Det spørgsmål, fundet bygger på. Nævneren er de sager, hvor det er stillet og relevant.
create temp view bygger_på (fund, spørgsmål) as
values
    ('mindre-oplysninger-mangler', 'oplyst'), ('væsentlige-oplysninger-mangler', 'oplyst'),
    ('kun-referat', 'indstilling-foreligger'), ('ikke-forelagt', 'indstilling-foreligger'),
    ('ikke-første-fleksjob', 'fleksjobbet'), ('fastholdelsesfleksjob', 'fleksjobbet'),
    ('kan-ikke-klare-jobbet', 'klarer-jobbet'), ('klarer-jobbet-ikke-vurderet', 'klarer-jobbet'),
    ('fleksjob-ikke-godkendt', 'godkendt'), ('afvigelser-ikke-i-begrundelse', 'afviger'),
    ('indstilling-ikke-benyttet', 'indstilling-benyttet'), ('beskæftigelsesmål-mangler', 'indstilling-mål'),
    ('team-begrunder-ikke-udvikling', 'indstilling-rimelig-periode'), ('praktik-kunne-have-afklaret', 'praktik-savnet'),
    ('fælles-møde-kunne-have-gavnet', 'fælles-møde-savnet'), ('borger-ikke-inddraget', 'inddragelse'),
    ('ingen-konkret-vurdering', 'konkret-vurdering'),
    ('vurdering-for-sent', 'hurtigst-muligt'), ('tvivl-om-skånebehov', 'skånebehov'),
    ('skånebehov-ikke-tilgodeset', 'skånebehov'), ('arbejdsevne-ikke-udnyttet', 'udnyttelse'),
    ('job-ikke-sikret', 'arbejdsgiver-og-løn'), ('betingelser-uden-hjemmel', 'andre-betingelser'),
    ('bedre-tilbud-fandtes', 'bedre-tilbud'), ('forskel-ikke-begrundet', 'forskel-begrundet'),
    ('forskel-uden-grund', 'forskel-grund'), ('ikke-skriftlig', 'skriftlig'),
    ('klagevejledning-mangler', 'klagevejledning'), ('klagefrist-mangler', 'klagefrist'),
    ('begrundelse-mangler', 'begrundelse'), ('timetal-ikke-i-begrundelse', 'begrundelse'),
    ('intensitet-ikke-i-begrundelse', 'begrundelse'), ('skånehensyn-ikke-i-begrundelse', 'begrundelse'),
    ('begrundelsespligt-ikke-opfyldt', 'medhold'), ('medhold-uvist', 'medhold'),
    ('progression-ikke-vurderet', 'progression'), ('rimelig-periode-ikke-vurderet', 'rimelig-periode'),
    ('udvikling-ikke-drøftet', 'udvikling-drøftet'), ('forringelse-ikke-drøftet', 'forringelse-drøftet'),
    ('fejl-gør-forkert', 'fejl-betydning'), ('indstilling-uden-alle-forhold', 'indstilling-forhold'),
    ('indstilling-ikke-fyldestgørende', 'indstilling-begrunder'), ('timetal-ikke-vurderet', 'vurdering-indhold'),
    ('intensitet-ikke-vurderet', 'vurdering-indhold'), ('skånehensyn-ikke-vurderet', 'vurdering-indhold'),
    ('arbejdsopgaver-ikke-undersøgt', 'vurdering-indhold'), ('progression-lovkrav', 'begrænset');

with talt as (
    select fund, gjort,
           exists (select 1 from answer
                   where assessment = id and question = spørgsmål and counted and value <> 'ikke_relevant') as spurgt
    from fund join sag using (id) join bygger_på using (fund)
)
select fund, count(*) filter (where spurgt and gjort) as antal, count(*) filter (where spurgt) as blandt,
       (200 * count(*) filter (where spurgt and gjort) + count(*) filter (where spurgt))
           / (2 * count(*) filter (where spurgt)) as procent,
       count(*) filter (where spurgt and gjort is null) as ukendt
from talt
group by fund;


-- ── Anbefalinger ────────────────────────────────────────────────────────────────────────────────

-- Et fund, der er gjort, er nok. Er intet gjort, og er et af dem ukendt, er det ukendt, om sagen taler for.
create temp view anbefalet as
select id, anbefaling, [fleksjobbet] = 'første' as blandt,
       case when max(gjort) = 1 then true when count(*) > count(gjort) then null else false end as taler_for
from fund join sag using (id)
where anbefaling is not null
group by id, anbefaling;

-- Skemaet kræver ingen bestemt andel, så én sag er nok.
select anbefaling, count(*) filter (where blandt and taler_for) as antal, count(*) filter (where blandt) as blandt,
       (200 * count(*) filter (where blandt and taler_for) + count(*) filter (where blandt))
           / (2 * count(*) filter (where blandt)) as procent,
       count(*) filter (where blandt and taler_for is null) as ukendt, max(blandt and taler_for) is true as gives
from anbefalet
group by anbefaling;

select 'recommendations' as [anbefalinger, der gives], count(distinct anbefaling) as antal
from anbefalet where blandt and taler_for;
