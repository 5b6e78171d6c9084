"""The file of a project (项目档案): what registers, plans of the year and approvals ask of it."""
