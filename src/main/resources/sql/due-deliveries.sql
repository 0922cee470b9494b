-- The numbers of the deliveries of a platform and priority that may be sent now, in order.
--
-- A delivery may be sent if it is due, its digest is published, no other one of its chat and priority is in flight or due
-- before it, and the delivery that it corrects is settled. A paused broadcast does not block other deliveries.
SELECT d.number FROM {source} d
LEFT JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
LEFT JOIN digest g ON g.number = i.digest
WHERE d.platform = :platform AND {condition} AND d.state = {queued} AND d.next_at <= :now
  AND (d.cause <> {digest} OR g.state <> 'draft')
  AND (d.cause NOT IN {combined} OR {shows_any})
  AND (d.corrects IS NULL
       OR NOT EXISTS (SELECT 1 FROM delivery o WHERE o.number = d.corrects AND o.state IN {open} {each_row}))
  AND NOT EXISTS (SELECT 1 FROM delivery e
                  WHERE e.subscriber = d.subscriber AND e.priority = d.priority AND e.state IN {open}
                    AND e.number <> d.number
                    AND (e.state = {in_flight} OR e.due_at < d.due_at
                         OR (e.due_at = d.due_at AND e.number < d.number))
                    AND (e.shared_content IS NULL OR e.state = {in_flight}
                         OR NOT EXISTS (SELECT 1 FROM shared_content c WHERE c.number = e.shared_content AND c.paused = 1 {each_row})) {each_row})
ORDER BY d.next_at, d.number LIMIT :most
