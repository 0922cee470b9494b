-- 1: digests of several topics that are due at one time come as one message.
ALTER TABLE subscriber ADD COLUMN bundles INTEGER NOT NULL DEFAULT 1;

-- Since when the chat wants all topics, also new ones; null: only those that it subscribed to.
ALTER TABLE subscriber ADD COLUMN all_topics_since INTEGER;

-- The forum topic that new ones are delivered to; 0 for none.
ALTER TABLE subscriber ADD COLUMN all_topics_thread INTEGER NOT NULL DEFAULT 0;

CREATE INDEX subscriber_of_all_topics ON subscriber (number) WHERE all_topics_since IS NOT NULL;

-- A new topic comes to those who want all: the last subscriber that was looked at; null once all have it.
ALTER TABLE topic ADD COLUMN joining INTEGER DEFAULT 0;
UPDATE topic SET joining = NULL;
