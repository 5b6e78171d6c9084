"""What a party is told of a settled year, as xlsx, docx and PDF; the totals are the ledger's."""
