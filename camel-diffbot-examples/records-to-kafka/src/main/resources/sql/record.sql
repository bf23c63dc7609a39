-- a record that comes again, from Diffbot or from Kafka, takes the place of the one before
MERGE INTO record USING (VALUES (
  CAST(:#${header[kafka.KEY]} AS VARCHAR(200)),
  CAST(:#${body} AS TEXT)
)) AS new (id, json)
ON record.id = new.id
WHEN MATCHED THEN UPDATE SET json = new.json
WHEN NOT MATCHED THEN INSERT (id, json) VALUES (new.id, new.json)
