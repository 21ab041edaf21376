"""One module a format: `read(file, options)` yields a record for everything in the file, good or bad."""
