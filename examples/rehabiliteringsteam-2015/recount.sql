-- Konstruerede data: sagerne og svarene er lavet, så de giver de tal, Ankestyrelsen offentliggjorde i 2015.
--
-- Regner hvert tal i eksemplet ud igen fra svarene alene, uden programmet:
--
--     sqlite3 -readonly -box out/rehabiliteringsteam-2015.db < examples/rehabiliteringsteam-2015/recount.sql
--
-- Intet gemmes i databasen. SQLite 3.38 eller nyere. Se docs/methods.md, »Regn et tal efter med sqlite3«.
--
-- Skrevet efter rubrics/rehabiliteringsteam.yaml. Alle steder betyder
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
    ('målgruppe'), ('muligheder-udtømt'), ('læ-265-indhentet'), ('forberedende-del-med-borger'),
    ('team-sammensat'), ('deltagere'), ('teamets-svar'), ('indstilling-begrundet'), ('afgørelse-truffet'),
    ('følger-indstilling'), ('genforelagt'), ('genforelagt-med-borger'), ('helbred-undersøgt'),
    ('arbejdsevne-undersøgt'), ('indsatsdel'), ('indsatsdel-af-koordinerende'), ('skemaer-brugt'),
    ('indsatsdel-med-borger'), ('indsats-måneder'), ('koordinerende-sagsbehandler'), ('fejl-væsentlig');

-- Svaret på hvert spørgsmål i hver bedømmelse. Er der valgt flere svar, står de med komma imellem.
create temp view svar as
select færdig.id, spørgsmål,
       case when value is null or value = 'ikke_relevant' then ''
            when special then null
            else group_concat(value) end as svar
from færdig cross join spørgsmål
left join answer on answer.assessment = færdig.id and answer.question = spørgsmål and counted
group by færdig.id, spørgsmål;

-- Svarene ved siden af hinanden: en række for hver bedømmelse og en kolonne for hvert spørgsmål.
create temp table skema as
select færdig.id, færdig.rang, frame_case.key as case_key, frame_case.kommune,
       coalesce(nullif(frame_case.file_no, ''), '/' || frame_case.case_id) as journalnr,
       frame_case.facts ->> 'sagstype' as sagstype,
       max(svar) filter (where spørgsmål = 'målgruppe') as [målgruppe],
       max(svar) filter (where spørgsmål = 'muligheder-udtømt') as [muligheder-udtømt],
       max(svar) filter (where spørgsmål = 'læ-265-indhentet') as [læ-265-indhentet],
       max(svar) filter (where spørgsmål = 'forberedende-del-med-borger') as [forberedende-del-med-borger],
       max(svar) filter (where spørgsmål = 'team-sammensat') as [team-sammensat],
       max(svar) filter (where spørgsmål = 'deltagere') as [deltagere],
       max(svar) filter (where spørgsmål = 'teamets-svar') as [teamets-svar],
       max(svar) filter (where spørgsmål = 'indstilling-begrundet') as [indstilling-begrundet],
       max(svar) filter (where spørgsmål = 'afgørelse-truffet') as [afgørelse-truffet],
       max(svar) filter (where spørgsmål = 'følger-indstilling') as [følger-indstilling],
       max(svar) filter (where spørgsmål = 'genforelagt') as [genforelagt],
       max(svar) filter (where spørgsmål = 'genforelagt-med-borger') as [genforelagt-med-borger],
       max(svar) filter (where spørgsmål = 'helbred-undersøgt') as [helbred-undersøgt],
       max(svar) filter (where spørgsmål = 'arbejdsevne-undersøgt') as [arbejdsevne-undersøgt],
       max(svar) filter (where spørgsmål = 'indsatsdel') as [indsatsdel],
       max(svar) filter (where spørgsmål = 'indsatsdel-med-borger') as [indsatsdel-med-borger],
       max(svar) filter (where spørgsmål = 'indsatsdel-af-koordinerende') as [indsatsdel-af-koordinerende],
       max(svar) filter (where spørgsmål = 'indsats-måneder') as [indsats-måneder],
       max(svar) filter (where spørgsmål = 'koordinerende-sagsbehandler') as [koordinerende-sagsbehandler],
       max(svar) filter (where spørgsmål = 'skemaer-brugt') as [skemaer-brugt],
       max(svar) filter (where spørgsmål = 'fejl-væsentlig') as [fejl-væsentlig]
from færdig
join frame_case on frame_case.key = færdig.case_key
join svar on svar.id = færdig.id
group by færdig.id;

-- Om fejl-væsentlig stilles, kan bero på et ukendt svar. Så er svaret på det også ukendt.
-- is 'nej' og ifnull(…, false) står, hvor skemaet siger, at et svar, der ikke fremgår, ikke er en fejl.
update skema
set [fejl-væsentlig] = null
where [fejl-væsentlig] = ''
  and ([afgørelse-truffet] = 'ja'
       and ([muligheder-udtømt] is 'nej'
            or [læ-265-indhentet] is 'nej'
            or ifnull([forberedende-del-med-borger] in ('uden_borger', 'nej'), false)
            or [team-sammensat] is 'nej'
            or ifnull([deltagere] <> '' and [deltagere] not like '%borger%', false)
            or ifnull([deltagere] <> '' and [deltagere] not like '%sagsbehandler%', false)
            or [teamets-svar] in ('uklart', 'ingen')
            or [indstilling-begrundet] is 'nej'
            or [genforelagt] = 'nej'
            or [genforelagt-med-borger] is 'nej'
            or [indsatsdel] in ('utilstrækkelig', 'mangler')
            or [indsatsdel-med-borger] is 'nej'
            or [indsatsdel-af-koordinerende] is 'nej'
            or [koordinerende-sagsbehandler] is 'nej'
            or ifnull([indsats-måneder] <> '' and cast([indsats-måneder] as real) < 6, false))) is null;


-- ── Fund, anbefalinger og udfald i hver bedømmelse ──────────────────────────────────────────────

-- Stigen. Et udfald uden for stigen ligger over den og afgør sagen.
create temp view stige (udfald, trin) as
values ('rigtig', 0), ('ændres', 1), ('hjemvises', 2), ('ingen_afgørelse', 3);

-- gjort: 1 fundet er gjort, 0 det er det ikke, NULL et ukendt svar afgør det.
create temp table fund as
select id, 'ikke-i-målgruppen' as fund, 'ændres' as udfald, null as anbefaling, [målgruppe] = 'nej' as gjort from skema
union all select id, 'muligheder-ikke-udtømt', 'rigtig', null, [muligheder-udtømt] = 'nej' from skema
union all select id, 'læ-265-mangler', 'rigtig', null, [læ-265-indhentet] = 'nej' from skema
union all select id, 'forberedende-del-uden-borger', 'rigtig', null,
    [forberedende-del-med-borger] = 'uden_borger' from skema
union all select id, 'forberedende-del-mangler', 'rigtig', null,
    [forberedende-del-med-borger] = 'nej' from skema
union all select id, 'team-ikke-sammensat', 'rigtig', null, [team-sammensat] = 'nej' from skema
union all select id, 'indstilling-uklar', 'rigtig', 'skeln-indstilling-og-udsættelse',
    [teamets-svar] = 'uklart' from skema
union all select id, 'indstilling-mangler', 'rigtig', 'skeln-indstilling-og-udsættelse',
    [teamets-svar] = 'ingen' from skema
union all select id, 'indstilling-ikke-begrundet', 'rigtig', null,
    [indstilling-begrundet] = 'nej' from skema
union all select id, 'ingen-afgørelse', 'ingen_afgørelse', null, [afgørelse-truffet] = 'nej' from skema
union all select id, 'ikke-genforelagt', 'rigtig', 'genforelæg', [genforelagt] = 'nej' from skema
union all select id, 'helbred-ikke-undersøgt', 'hjemvises', 'afklar-før-fleksjob',
    [helbred-undersøgt] = 'nej' from skema
union all select id, 'arbejdsevne-ikke-undersøgt', 'hjemvises', 'afklar-før-fleksjob',
    [arbejdsevne-undersøgt] = 'nej' from skema
union all select id, 'indsatsdel-utilstrækkelig', 'rigtig', 'husk-indsatsdelen',
    [indsatsdel] = 'utilstrækkelig' from skema
union all select id, 'indsatsdel-ikke-lavet', 'rigtig', 'husk-indsatsdelen', [indsatsdel] = 'mangler' from skema
union all select id, 'indsatsdel-uden-borger', 'rigtig', 'husk-indsatsdelen', [indsatsdel-med-borger] = 'nej' from skema
union all select id, 'ingen-koordinerende', 'rigtig', null, [koordinerende-sagsbehandler] = 'nej' from skema
union all select id, 'væsentlig-sagsbehandlingsfejl', 'hjemvises', null, [fejl-væsentlig] = 'ja' from skema
-- Fund af flere svar. Ingen svarmulighed er en del af en anden, så like finder den rigtige.
union all select id, 'borger-ikke-med', 'rigtig', null,
    [deltagere] <> '' and [deltagere] not like '%borger%' from skema
union all select id, 'sagsbehandler-ikke-med', 'rigtig', null,
    [deltagere] <> '' and [deltagere] not like '%sagsbehandler%' from skema
union all select id, 'genforelagt-uden-borger', 'rigtig', null, [genforelagt-med-borger] = 'nej' from skema
union all select id, 'indsatsdel-af-andre', 'rigtig', null, [indsatsdel-af-koordinerende] = 'nej' from skema
union all select id, 'regler-og-skemaer-ikke-fulgt', 'rigtig', 'brug-skemaerne', [skemaer-brugt] = 'nej' and (
    [muligheder-udtømt] is 'nej'
    or [læ-265-indhentet] is 'nej'
    or ifnull([forberedende-del-med-borger] in ('uden_borger', 'nej'), false)
    or [team-sammensat] is 'nej'
    or ifnull([deltagere] <> '' and [deltagere] not like '%borger%', false)
    or ifnull([deltagere] <> '' and [deltagere] not like '%sagsbehandler%', false)) from skema
union all select id, 'pligt-til-afgørelse', 'ingen_afgørelse', 'træf-afgørelse',
    [teamets-svar] = 'indstilling' and [afgørelse-truffet] = 'nej' from skema
union all select id, 'indsats-under-seks-måneder', 'rigtig', null,
    [indsats-måneder] <> '' and cast([indsats-måneder] as real) < 6 from skema;

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
    select id, iif(muligt > sikkert and sikkert < 3, 'kan_ikke_vurderes', stige.udfald) as afledt
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
from sag where udfald in ('rigtig', 'ændres', 'hjemvises');


-- ── Udfald ──────────────────────────────────────────────────────────────────────────────────────

with udfaldene (udfald) as (select udfald from stige union all values ('kan_ikke_vurderes'))
select udfaldene.udfald, sum(sag.udfald = udfaldene.udfald) as antal, count(*) as blandt,
       (200 * sum(sag.udfald = udfaldene.udfald) + count(*)) / (2 * count(*)) as procent,
       sum(sag.udfald = 'kan_ikke_vurderes' and udfaldene.udfald <> 'kan_ikke_vurderes') as ukendt
from udfaldene cross join sag
group by udfaldene.udfald;

-- Bedømt igen efter høringen: udfaldet før og efter. Her er ingen.
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
create temp view nøgletal as
select id, 'sager' as nøgletal, true as blandt, true as tælles from sag
union all select id, 'sager-fleksjob', true, sagstype = 'fleksjob' from sag
union all select id, 'sager-ressourceforløb', true, sagstype = 'ressourceforløb' from sag
union all select id, 'sager-andre', true, sagstype = 'andre' from sag
union all select id, 'rigtige', true, kendt = 'rigtig' from sag
union all select id, 'ikke-overholdt', true, kendt in ('ændres', 'hjemvises') from sag
union all select id, 'ingen-afgørelse', true, kendt = 'ingen_afgørelse' from sag
union all select id, 'ændret-eller-hjemvist', true, kendt in ('ændres', 'hjemvises') from sag
union all select id, 'uden-de-11', kendt in ('rigtig',
    'ændres', 'hjemvises'), kendt in ('ændres', 'hjemvises') from sag
union all select id, 'fleksjob-følger-ikke-loven', sagstype = 'fleksjob', kendt in ('ændres', 'hjemvises') from sag
union all select id, 'rigtige-fleksjob', sagstype = 'fleksjob', kendt = 'rigtig' from sag
union all select id, 'ressourceforløb-følger-reglerne', sagstype = 'ressourceforløb', kendt = 'rigtig' from sag
union all select id, 'indsatsdel-mangler', sagstype = 'ressourceforløb',
    [indsatsdel] in ('mangler', 'utilstrækkelig') from sag
union all select id, 'rigtige-andre', sagstype = 'andre', kendt = 'rigtig' from sag
union all select id, 'andre-følger-ikke-reglerne', sagstype = 'andre', kendt in ('ændres', 'hjemvises') from sag
union all select id, 'andre-ingen-afgørelse', sagstype = 'andre', kendt = 'ingen_afgørelse' from sag
union all select id, 'læ-265-indhentet-andel', true, [læ-265-indhentet] = 'ja' from sag
union all select id, 'forberedende-del-andel', true, [forberedende-del-med-borger] = 'ja' from sag
union all select id, 'team-sammensat-andel', true, [team-sammensat] = 'ja' from sag
union all select id, 'begge-deltog', true, [deltagere] like '%borger%' and [deltagere] like '%sagsbehandler%' from sag
union all select id, 'indstilling-begrundet-andel', [teamets-svar] = 'indstilling',
    [indstilling-begrundet] = 'ja' from sag
union all select id, 'udsættelse-andel', true, [teamets-svar] = 'udsættelse' from sag
union all select id, 'genforelagt-andel', [følger-indstilling] = 'nej', [genforelagt] = 'ja' from sag
union all select id, 'spinkelt-grundlag', sagstype = 'fleksjob',
    [helbred-undersøgt] = 'nej' or [arbejdsevne-undersøgt] = 'nej' from sag;

select nøgletal, count(*) filter (where blandt and tælles) as antal, count(*) filter (where blandt) as blandt,
       (200 * count(*) filter (where blandt and tælles) + count(*) filter (where blandt))
           / (2 * count(*) filter (where blandt)) as procent,
       count(*) filter (where blandt and tælles is null) as ukendt
from nøgletal
group by nøgletal;


-- ── Tal ─────────────────────────────────────────────────────────────────────────────────────────

-- Midterst er medianen: af et lige antal er den gennemsnittet af de to midterste.
with svarene as (
    select cast([indsats-måneder] as real) as tal, count(*) over () as antal,
           row_number() over (order by cast([indsats-måneder] as real)) as nr
    from sag
    where [indsats-måneder] <> ''
), stillet as (
    select count(*) as stillet from answer join sag on sag.id = answer.assessment
    where question = 'indsats-måneder' and counted
)
select 'indsats-måneder' as tal, stillet, count(*) as besvaret, min(tal) as mindst,
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
    ('ikke-i-målgruppen', 'målgruppe'), ('muligheder-ikke-udtømt', 'muligheder-udtømt'),
    ('læ-265-mangler', 'læ-265-indhentet'), ('forberedende-del-uden-borger', 'forberedende-del-med-borger'),
    ('forberedende-del-mangler', 'forberedende-del-med-borger'), ('team-ikke-sammensat', 'team-sammensat'),
    ('indstilling-uklar', 'teamets-svar'), ('indstilling-mangler', 'teamets-svar'),
    ('pligt-til-afgørelse', 'teamets-svar'), ('indstilling-ikke-begrundet', 'indstilling-begrundet'),
    ('ingen-afgørelse', 'afgørelse-truffet'), ('ikke-genforelagt', 'genforelagt'),
    ('helbred-ikke-undersøgt', 'helbred-undersøgt'), ('arbejdsevne-ikke-undersøgt', 'arbejdsevne-undersøgt'),
    ('indsatsdel-utilstrækkelig', 'indsatsdel'), ('indsatsdel-ikke-lavet', 'indsatsdel'),
    ('genforelagt-uden-borger', 'genforelagt-med-borger'), ('indsatsdel-af-andre', 'indsatsdel-af-koordinerende'),
    ('regler-og-skemaer-ikke-fulgt', 'skemaer-brugt'), ('indsatsdel-uden-borger', 'indsatsdel-med-borger'),
    ('ingen-koordinerende', 'koordinerende-sagsbehandler'),
    ('væsentlig-sagsbehandlingsfejl', 'fejl-væsentlig'), ('borger-ikke-med', 'deltagere'),
    ('sagsbehandler-ikke-med', 'deltagere'), ('indsats-under-seks-måneder', 'indsats-måneder');

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
select id, anbefaling,
       case anbefaling
           when 'afklar-før-fleksjob' then sagstype = 'fleksjob'
           when 'træf-afgørelse' then [teamets-svar] = 'indstilling'
           when 'genforelæg' then [følger-indstilling] = 'nej'
           when 'husk-indsatsdelen' then sagstype = 'ressourceforløb'
           else true
       end as blandt,
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
