"""Which questions are asked in a case, in the order of the rubric."""

from collections.abc import Mapping

from audit.rubric.values import Answer


def questions_asked(answers: Mapping[str, Answer], kind: str) -> list[str]:
    """The ids. A question that hangs on an unknown answer is not asked."""
    asked = ["muligheder-udtømt", "startet-af", "forberedende-del-med-borger"]
    if answers.get("forberedende-del-med-borger") in ("ja", "uden_borger"):
        asked.append("forberedende-del-indhold")
    asked += (
        "oplysninger-fra",
        "formål-forklaret",
        "muligheder-forklaret",
        "møde-forklaret",
        "læ-265-indhentet",
        "gennemset",
        "sider",
        "forberedelse-begyndt",
        "forberedelse-færdig",
        "indkaldt-dage",
        "repræsenteret",
        "deltagere",
        "velbelyst",
        "indstilling-afgivet",
    )
    recommended = answers.get("indstilling-afgivet") == "ja"
    decided = answers.get("afgørelse-truffet") == "ja"
    _on_decision(asked, answers, kind, recommended, decided)
    if decided and kind == "ressourceforløb":
        _on_resource_course(asked, answers, recommended)
    if decided and kind == "fleksjob":
        _on_flexible_job(asked, answers)
    asked += ("delt-hvordan", "samtykke", "skrevet-flere-gange", "borger-indblik")
    if decided:
        asked.append("fejlens-betydning")
    return asked


def _on_decision(asked: list[str], answers: Mapping[str, Answer], kind: str, recommended: bool, decided: bool) -> None:
    if recommended:
        asked.append("indstilling-indhold")
        if kind == "fleksjob":
            asked.append("indstilling-tværfaglig")
    asked.append("afgørelse-truffet")
    if recommended and decided:
        asked.append("følger-indstilling")
        if answers.get("følger-indstilling") == "nej":
            asked.append("genforelagt")
            if answers.get("genforelagt") == "ja":
                asked.append("borger-med-igen")
    if decided:
        asked += ("partshøring", "afgørelsesdato")
    if recommended:
        asked.append("besked")
    if decided:
        asked.append("afgjort-af")
    if recommended and kind == "ressourceforløb":
        asked.append("sendt-til-læge")


def _on_resource_course(asked: list[str], answers: Mapping[str, Answer], recommended: bool) -> None:
    asked.append("koordinerende-sagsbehandler")
    coordinated = answers.get("koordinerende-sagsbehandler") == "ja"
    if coordinated:
        asked += ("samme-sagsbehandler", "første-samtale-ressourceforløb", "motiveret", "støttet")
    asked.append("indsatsdel")
    if answers.get("indsatsdel") == "ja":
        asked += ("indsatsdel-lavet-af", "indsats-måneder", "plan-opdateret", "indsats-registreret")
    if recommended:
        asked.append("indsats-sat-i-gang")
    if coordinated:
        asked.append("spurgt-forvaltning")
        if answers.get("spurgt-forvaltning") not in (None, "ikke_relevant"):
            asked.append("svar-fra-forvaltning")
    asked += ("arbejdsevne-fulgt", "samtaler", "udeblevet")
    if answers.get("udeblevet") == "ja":
        asked.append("udeblivelse-vurderet")
    asked.append("flyttet")
    if answers.get("flyttet") == "ja":
        asked.append("plan-fulgte-med")
    asked.append("forløb-afsluttet")
    if answers.get("forløb-afsluttet") == "ja":
        asked += ("resultat-vurderet", "videre-afgjort")
        if answers.get("videre-afgjort") == "ja":
            _on_what_followed(asked, answers)


def _on_what_followed(asked: list[str], answers: Mapping[str, Answer]) -> None:
    asked.append("videre-indsats")
    following = answers.get("videre-indsats")
    if following in ("nyt_forløb", "team_indsats"):
        asked.append("for-teamet-igen")
        if following == "team_indsats" and answers.get("for-teamet-igen") == "ja":
            asked.append("i-god-tid")


def _on_flexible_job(asked: list[str], answers: Mapping[str, Answer]) -> None:
    asked += ("visiteret", "samtale-holdt")
    if answers.get("samtale-holdt") == "ja":
        asked.append("samtale")
    asked.append("ledighedsydelse")
    if answers.get("ledighedsydelse") == "ja":
        asked += ("kontakt-fra", "kontakt-til", "cv-oprettet", "cv-hjælp", "aktør-ønsket")
        if answers.get("aktør-ønsket") == "ja":
            asked.append("aktør-efter-ønske")
        asked.append("ledighedsydelse-tolv-måneder")
        if answers.get("ledighedsydelse-tolv-måneder") == "ja":
            asked += ("visiteret-til-aktør", "revurderet")
            if answers.get("revurderet") == "ja":
                asked += ("ledighedsydelse-fra", "revurderet-dag")
    asked.append("i-fleksjob")
    employed = answers.get("i-fleksjob") in ("ja", "fastholdelse")
    if employed:
        _on_employment(asked, answers)
        asked += (
            "tilskud-konkret",
            "tilskud-udbetalt",
            "normalløn",
            "løn-indberettet",
            "efterreguleret",
            "pension-oplyst",
            "ferietillæg-oplyst",
        )
    asked += ("ferie-meddelt", "sanktion-meddelt")
    if employed:
        asked.append("beregning-forståelig")


def _on_employment(asked: list[str], answers: Mapping[str, Answer]) -> None:
    if answers["i-fleksjob"] == "fastholdelse":
        asked.append("fastholdelse-måneder")
    asked.append("arbejdsevne-vurderet")
    if answers.get("arbejdsevne-vurderet") in ("ja", "for_sent"):
        asked += ("vurdering-indhold", "ny-vurdering-ønsket")
        if answers.get("ny-vurdering-ønsket") == "ja":
            asked.append("ny-vurdering")
    asked += ("flere-timer", "tidlig-opfølgning", "fleksjob-opfulgt")
    if answers.get("fleksjob-opfulgt") in ("samtale", "uden_samtale"):
        asked += ("fleksjob-opfulgt-fra", "fleksjob-opfulgt-til")
    asked.append("midlertidigt")
    if answers.get("midlertidigt") == "ja":
        asked.append("status-lavet")
        if answers.get("status-lavet") == "ja":
            asked += ("status-betingelser", "status-fra", "status-dag")
