"""The large registry: firms in Parquet beside the database, asked through DuckDB."""
