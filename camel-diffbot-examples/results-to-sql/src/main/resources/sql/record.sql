-- a record that comes again, after a crash or in a later round, takes the place of the one before
MERGE INTO record USING (VALUES (
  CAST(:#${header.CamelDiffbotJobName} AS VARCHAR(30)),
  CAST(:#${body.key} AS VARCHAR(200)),
  CAST(:#${body.type} AS VARCHAR(50)),
  CAST(:#${body.title} AS TEXT),
  CAST(:#${body.pageUrl} AS TEXT),
  CAST(:#${body.toJson} AS TEXT)
)) AS new (job, id, type, title, url, json)
ON record.job = new.job AND record.id = new.id
WHEN MATCHED THEN UPDATE SET type = new.type, title = new.title, url = new.url, json = new.json
WHEN NOT MATCHED THEN INSERT (job, id, type, title, url, json)
  VALUES (new.job, new.id, new.type, new.title, new.url, new.json)
