CREATE TABLE IF NOT EXISTS record (
  job VARCHAR(30),
  id VARCHAR(200),
  type VARCHAR(50),
  title TEXT,
  url TEXT,
  json TEXT,
  PRIMARY KEY (job, id)
)
