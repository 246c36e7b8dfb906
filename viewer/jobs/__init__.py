"""Background work: threads and processes whose events become one Qt signal."""
