-- What failed is looked at while there are very many deliveries.
CREATE INDEX delivery_failed ON delivery (settled_at) WHERE state = 'failed';
