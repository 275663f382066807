-- Konstruerede data: kommunerne og svarene er lavet, så de giver de tal, AKF offentliggjorde i 2009.
--
-- Regner hvert tal i eksemplet ud igen fra svarene alene, uden programmet:
--
--     sqlite3 -readonly -box out/kommuner-2009.db < examples/kommuner-2009/recount.sql
--
-- Intet gemmes i databasen. SQLite 3.38 eller nyere. Se docs/methods.md, »Regn et tal efter med sqlite3«.
--
-- Skrevet efter kommunernes-praksis.yaml. Alle steder betyder
--     NULL   ukendt: svaret fremgår ikke
--     ''     spørgsmålet er ikke stillet; det gør intet sandt
-- så SQL's egen logik regner rigtigt, når en nægtelse skrives: not in ('ja', '').


-- ── Bedømmelser og svar ─────────────────────────────────────────────────────────────────────────

-- De færdige bedømmelser. Kolonnen outcome bruges kun som mærke for, at de er færdige.
create temp view færdig as
select id, case_key,
       case round when 'first' then 1 when 'adjudicated' then 2 when 'after_hearing' then 3 end as rang
from assessment
where outcome is not null and round in ('first', 'adjudicated', 'after_hearing');

-- Den seneste af dem om hver kommune er den, der tæller.
create temp view tæller as
select id, case_key
from færdig
where not exists (
    select 1 from færdig as senere where senere.case_key = færdig.case_key and senere.rang > færdig.rang
);

-- Skemaets spørgsmål.
create temp view spørgsmål (spørgsmål) as
values
    ('interview'), ('sammenlægning'), ('efterslæb'), ('mål-arbejde'), ('færre-langvarige'),
    ('måltal-langvarige'), ('måltal-fleksjob'), ('måltal-pension'), ('økonomi'), ('tilbud-mangler'),
    ('personale'), ('pensionsordning'), ('medarbejdere'), ('uddannelsesrevalidering'), ('revalidering-strammet'),
    ('lægekonsulent');

-- Svaret på hvert spørgsmål i hver bedømmelse.
create temp view svar as
select færdig.id, spørgsmål,
       case when value is null then '' when not special then value end as svar
from færdig cross join spørgsmål
left join answer on answer.assessment = færdig.id and answer.question = spørgsmål and counted;

-- Svarene ved siden af hinanden: en række for hver bedømmelse og en kolonne for hvert spørgsmål.
create temp table skema as
select færdig.id, færdig.rang, frame_case.key as case_key, frame_case.kommune, frame_case.file_no,
       frame_case.facts ->> 'gruppe' as gruppe,
       max(svar) filter (where spørgsmål = 'interview') as [interview],
       max(svar) filter (where spørgsmål = 'sammenlægning') as [sammenlægning],
       max(svar) filter (where spørgsmål = 'efterslæb') as [efterslæb],
       max(svar) filter (where spørgsmål = 'mål-arbejde') as [mål-arbejde],
       max(svar) filter (where spørgsmål = 'færre-langvarige') as [færre-langvarige],
       max(svar) filter (where spørgsmål = 'måltal-langvarige') as [måltal-langvarige],
       max(svar) filter (where spørgsmål = 'måltal-fleksjob') as [måltal-fleksjob],
       max(svar) filter (where spørgsmål = 'måltal-pension') as [måltal-pension],
       max(svar) filter (where spørgsmål = 'økonomi') as [økonomi],
       max(svar) filter (where spørgsmål = 'tilbud-mangler') as [tilbud-mangler],
       max(svar) filter (where spørgsmål = 'personale') as [personale],
       max(svar) filter (where spørgsmål = 'pensionsordning') as [pensionsordning],
       max(svar) filter (where spørgsmål = 'medarbejdere') as [medarbejdere],
       max(svar) filter (where spørgsmål = 'uddannelsesrevalidering') as [uddannelsesrevalidering],
       max(svar) filter (where spørgsmål = 'revalidering-strammet') as [revalidering-strammet],
       max(svar) filter (where spørgsmål = 'lægekonsulent') as [lægekonsulent]
from færdig
join frame_case on frame_case.key = færdig.case_key
join svar on svar.id = færdig.id
group by færdig.id;

-- Kommunerne, der tæller: alle tal nedenfor er optalt af dem.
create temp view sag as
select skema.*
from tæller join skema using (id);


-- ── I alt ───────────────────────────────────────────────────────────────────────────────────────

select 'cases' as [i alt], count(*) as antal from sag
union all select 'files', nullif(count(distinct nullif(file_no, '')), 0) from sag
union all select 'kommuner', count(distinct kommune) from sag
union all select 'asked', sum(asked) from stratum
union all select 'drawn', count(*) from drawn;


-- ── Nøgletal ────────────────────────────────────────────────────────────────────────────────────

-- En linje for hvert nøgletal: blandt er nævneren, tælles er tælleren. Navnene er dem i claims.yaml.
-- Hver kommune er én sag, så kommunerne kan tælles ligefrem.
create temp view nøgletal as
select kommune, 'gruppe-få' as nøgletal, true as blandt, [gruppe] = 'få' as tælles from sag
union all select kommune, 'gruppe-mange', true, [gruppe] = 'mange' from sag
union all select kommune, 'interview-samlet', true, [interview] = 'samlet' from sag
union all select kommune, 'interview-hver-for-sig', true, [interview] = 'hver_for_sig' from sag
union all select kommune, 'sammenlagt', true, [sammenlægning] not in ('nej', '') from sag
union all select kommune, 'sammenlagt-lille', true, [sammenlægning] = 'lille' from sag
union all select kommune, 'efterslæb-få', [gruppe] = 'få' and [sammenlægning] = 'flere', [efterslæb] = 'ja' from sag
union all select kommune, 'efterslæb-mange', [gruppe] = 'mange' and [sammenlægning] = 'flere', [efterslæb] = 'ja' from sag
union all select kommune, 'mål-arbejde-få', [gruppe] = 'få', [mål-arbejde] = 'ja' from sag
union all select kommune, 'mål-arbejde-mange', [gruppe] = 'mange', [mål-arbejde] = 'ja' from sag
union all select kommune, 'færre-langvarige-få', [gruppe] = 'få', [færre-langvarige] = 'ja' from sag
union all select kommune, 'færre-langvarige-mange', [gruppe] = 'mange', [færre-langvarige] = 'ja' from sag
union all select kommune, 'måltal-langvarige-få', [gruppe] = 'få', [måltal-langvarige] = 'ja' from sag
union all select kommune, 'måltal-fleksjob-få', [gruppe] = 'få', [måltal-fleksjob] = 'ja' from sag
union all select kommune, 'måltal-pension-få', [gruppe] = 'få' and [måltal-fleksjob] = 'ja', [måltal-pension] = 'ja' from sag
union all select kommune, 'måltal-pension-mange', [gruppe] = 'mange', [måltal-pension] = 'ja' from sag
union all select kommune, 'økonomi-ingen-rolle-få', [gruppe] = 'få', [økonomi] = 'nej' from sag
union all select kommune, 'økonomi-rolle-få', [gruppe] = 'få', [økonomi] = 'ja' from sag
union all select kommune, 'økonomi-ingen-rolle-mange', [gruppe] = 'mange', [økonomi] = 'nej' from sag
union all select kommune, 'tilbud-mangler-få', [gruppe] = 'få', [tilbud-mangler] = 'ja' from sag
union all select kommune, 'tilbud-mangler-mange', [gruppe] = 'mange', [tilbud-mangler] = 'ja' from sag
union all select kommune, 'personale-mangler-få', [gruppe] = 'få', [personale] = 'mangler' from sag
union all select kommune, 'personale-nok-få', [gruppe] = 'få', [personale] = 'nok' from sag
union all select kommune, 'personale-mangler-mange', [gruppe] = 'mange', [personale] = 'mangler' from sag
union all select kommune, 'pensionsordning-få', [gruppe] = 'få', [pensionsordning] = 'ja' from sag
union all select kommune, 'pensionsordning-mange', [gruppe] = 'mange', [pensionsordning] = 'ja' from sag
union all select kommune, 'udskiftning-få', [gruppe] = 'få', [medarbejdere] = 'udskiftning' from sag
union all select kommune, 'stabil-få', [gruppe] = 'få', [medarbejdere] = 'stabil' from sag
union all select kommune, 'stabil-mange', [gruppe] = 'mange', [medarbejdere] = 'stabil' from sag
union all select kommune, 'uddannelsesrevalidering-mange', [gruppe] = 'mange', [uddannelsesrevalidering] = 'ja' from sag
union all select kommune, 'revalidering-strammet', true, [revalidering-strammet] = 'ja' from sag
union all select kommune, 'lægekonsulent', true, [lægekonsulent] = 'ja' from sag;

select nøgletal, count(*) filter (where blandt and tælles) as antal, count(*) filter (where blandt) as blandt,
       (200 * count(*) filter (where blandt and tælles) + count(*) filter (where blandt))
           / (2 * count(*) filter (where blandt)) as procent,
       count(*) filter (where blandt and tælles is null) as ukendt
from nøgletal
group by nøgletal;


-- ── Svar ────────────────────────────────────────────────────────────────────────────────────────

-- Et svar, som ingen har fået, har ingen række.
with givet as (
    select assessment, question, value, special as ukendt
    from answer join sag on sag.id = answer.assessment
    where counted
), stillet as (
    select question, count(distinct assessment) as blandt, sum(ukendt) as ukendt from givet group by question
)
select question as spørgsmål, value as svar, count(*) as antal, blandt,
       (200 * count(*) + blandt) / (2 * blandt) as procent, stillet.ukendt - sum(givet.ukendt) as ukendt
from givet join stillet using (question)
group by question, value;
