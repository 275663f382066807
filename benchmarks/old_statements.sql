WITH counting AS (SELECT DISTINCT assessment.id AS id, assessment.case_key AS case_key, assessment.outcome AS outcome
FROM assessment
WHERE assessment.outcome IS NOT NULL AND assessment.round IN ('first', 'adjudicated', 'after_hearing') AND NOT (EXISTS (SELECT later.id
FROM assessment AS later
WHERE later.case_key = assessment.case_key AND later.outcome IS NOT NULL AND (assessment.round = 'first' AND later.round IN ('adjudicated', 'after_hearing') OR assessment.round = 'adjudicated' AND later.round IN ('after_hearing'))))),
grouped AS (SELECT DISTINCT counting.id AS id, counting.outcome AS outcome, '' AS value, frame_case.kommune AS kommune, frame_case.file_no AS file_no, CASE WHEN (frame_case.file_no = '') THEN frame_case.case_id ELSE '' END AS alone
FROM counting JOIN frame_case ON frame_case."key" = counting.case_key)
SELECT grouped.value, grouped.outcome, count(*) AS cases
FROM grouped GROUP BY grouped.value, grouped.outcome;
WITH counting AS (SELECT DISTINCT assessment.id AS id, assessment.case_key AS case_key, assessment.outcome AS outcome
FROM assessment
WHERE assessment.outcome IS NOT NULL AND assessment.round IN ('first', 'adjudicated', 'after_hearing') AND NOT (EXISTS (SELECT later.id
FROM assessment AS later
WHERE later.case_key = assessment.case_key AND later.outcome IS NOT NULL AND (assessment.round = 'first' AND later.round IN ('adjudicated', 'after_hearing') OR assessment.round = 'adjudicated' AND later.round IN ('after_hearing'))))),
grouped AS (SELECT DISTINCT counting.id AS id, counting.outcome AS outcome, '' AS value, frame_case.kommune AS kommune, frame_case.file_no AS file_no, CASE WHEN (frame_case.file_no = '') THEN frame_case.case_id ELSE '' END AS alone
FROM counting JOIN frame_case ON frame_case."key" = counting.case_key)
SELECT files.value, count(*) AS files, count(DISTINCT files.kommune) AS kommuner
FROM (SELECT DISTINCT grouped.value AS value, grouped.kommune AS kommune, grouped.file_no AS file_no, grouped.alone AS alone
FROM grouped) AS files GROUP BY files.value;
WITH counting AS (SELECT DISTINCT assessment.id AS id, assessment.case_key AS case_key, assessment.outcome AS outcome
FROM assessment
WHERE assessment.outcome IS NOT NULL AND assessment.round IN ('first', 'adjudicated', 'after_hearing') AND NOT (EXISTS (SELECT later.id
FROM assessment AS later
WHERE later.case_key = assessment.case_key AND later.outcome IS NOT NULL AND (assessment.round = 'first' AND later.round IN ('adjudicated', 'after_hearing') OR assessment.round = 'adjudicated' AND later.round IN ('after_hearing')))))
SELECT '' AS value, mark.kind, mark.code, count(*) AS cases
FROM mark JOIN counting ON mark.assessment + 0 = counting.id GROUP BY mark.kind, mark.code;
WITH counting AS (SELECT DISTINCT assessment.id AS id, assessment.case_key AS case_key, assessment.outcome AS outcome
FROM assessment
WHERE assessment.outcome IS NOT NULL AND assessment.round IN ('first', 'adjudicated', 'after_hearing') AND NOT (EXISTS (SELECT later.id
FROM assessment AS later
WHERE later.case_key = assessment.case_key AND later.outcome IS NOT NULL AND (assessment.round = 'first' AND later.round IN ('adjudicated', 'after_hearing') OR assessment.round = 'adjudicated' AND later.round IN ('after_hearing')))))
SELECT answer.question, answer.value, answer.special, count(*) AS cases, sum(CASE WHEN (answer.position = 0) THEN 1 ELSE 0 END) AS questions
FROM answer JOIN counting ON answer.assessment + 0 = counting.id
WHERE answer.counted IS 1 GROUP BY answer.question, answer.value, answer.special
