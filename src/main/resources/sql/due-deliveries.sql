-- The deliveries of a platform and priority that can be sent now, in order, with everything that is needed to build
-- their messages.
--
-- A delivery can be sent if it is due, its digest is visible, no earlier delivery of its chat and priority is open,
-- and the delivery that it corrects is settled. `missed`, `rounds_up` and `together` determine whether it is combined
-- with others: the number of other due days of its topic, whether its reader wants round-ups, and the number of
-- deliveries of other topics due at the same time.
SELECT d.number, d.cause, d.subscriber, d.thread, d.attempts, d.claim, d.view, d.language, d.today, d.renderer,
       d.content, d.shared, d.page, d.edits, d.corrects,
       (SELECT c.cause FROM delivery c WHERE c.number = d.corrects) AS corrected_cause,
       u.chat_id, u.kind, u.title, u.language AS wanted_language, u.zone,
       u.quiet_from, u.quiet_to, u.quiet_mode,
       i.digest, coalesce(i.revision, g.revision) AS revision, g.state AS digest_state,
       coalesce(i.perspectives, s.perspectives, '') AS perspectives,
       coalesce(i.length, s.length, 'full') AS length, coalesce(i.layout, s.layout, 'stacked') AS layout,
       CASE WHEN d.claim = 0 THEN 0
            ELSE (SELECT count(p.message_id) FROM part p WHERE p.delivery = d.number) END AS sent,
       CASE WHEN d.cause = {digest} AND d.claim = 0
            THEN (SELECT count(DISTINCT mg.day) FROM delivery m
                  JOIN delivery_item mi ON mi.delivery = m.number AND mi.ordinal = 0
                  JOIN digest mg ON mg.number = mi.digest AND mg.day <> g.day
                  WHERE m.subscriber = d.subscriber AND m.priority = d.priority AND {chat_queue:m}
                    AND m.due_at <= :now AND m.cause = {digest} AND m.claim = 0
                    AND m.number <> d.number AND mi.subscription = i.subscription)
            ELSE 0 END AS missed,
       CASE WHEN d.cause = {digest} AND d.claim = 0 THEN coalesce({is_round_up}, 0) ELSE 0 END AS rounds_up,
       CASE WHEN d.cause = {digest} AND d.claim = 0 AND u.bundles = 1 AND {has_a_time}
            THEN (SELECT count(*) FROM delivery m
                  JOIN delivery_item mi ON mi.delivery = m.number AND mi.ordinal = 0
                  WHERE m.subscriber = d.subscriber AND m.priority = d.priority AND {chat_queue:m}
                    AND m.due_at = d.due_at AND m.thread = d.thread AND m.cause = {digest}
                    AND m.claim = 0 AND m.number <> d.number AND mi.subscription <> i.subscription
                    AND EXISTS (SELECT 1 FROM subscription o JOIN digest og ON og.number = mi.digest
                                WHERE o.number = mi.subscription AND {other_has_a_time}))
            ELSE 0 END AS together
FROM {source} d
JOIN subscriber u ON u.number = d.subscriber
LEFT JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
LEFT JOIN digest g ON g.number = i.digest
LEFT JOIN subscription s ON s.number = i.subscription
WHERE d.platform = :platform AND {priority} AND d.state = {queued} AND d.next_at <= :now {narrowed}
  AND (d.cause <> {digest} OR g.state <> 'draft')
  AND (d.cause NOT IN {combined} OR {shows_any})
  AND {nothing_to_wait_for}
  AND {first_in_its_chat}
ORDER BY d.next_at, d.number LIMIT :most
