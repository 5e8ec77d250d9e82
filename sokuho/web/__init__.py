"""The pages that readers reach from their mails."""
