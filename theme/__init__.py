"""The MkDocs theme `goodword`: templates, assets and words; nothing here runs."""
