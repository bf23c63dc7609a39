SELECT COUNT(*) FROM record WHERE job = :#${header.CamelDiffbotJobName}
