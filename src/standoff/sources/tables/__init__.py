"""Tables, a document a row: CSV and Parquet."""
